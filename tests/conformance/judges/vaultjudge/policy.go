package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hashicorp/hcl/hcl/printer"
	"github.com/hashicorp/vault/helper/namespace"
	"github.com/hashicorp/vault/vault"
)

func parse(text []byte) (*vault.Policy, error) {
	policy, repeated, err := vault.ParseACLPolicyCheckDuplicates(namespace.RootNamespace, string(text))
	if err != nil {
		return nil, err
	}
	if repeated {
		return nil, fmt.Errorf("a key is repeated")
	}
	return policy, nil
}

// format is the verb fmt.
func format(args []string) error {
	flags := flag.NewFlagSet("fmt", flag.ExitOnError)
	check := flags.Bool("check", false, "print the names of files that would change")
	_ = flags.Parse(args) // ExitOnError
	if flags.NArg() == 0 {
		return fmt.Errorf("fmt: no file given")
	}
	var result error
	for _, file := range flags.Args() {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		formatted, err := formatted(text)
		switch {
		case err != nil:
			fmt.Printf("%s: %v\n", file, err)
			result = errRefused
		case !*check:
			os.Stdout.Write(formatted)
		case !bytes.Equal(text, formatted):
			fmt.Println(file)
			result = errRefused
		}
	}
	return result
}

func formatted(text []byte) ([]byte, error) {
	if _, err := parse(text); err != nil {
		return nil, err
	}
	return printer.Format(text)
}

type fileList []string

func (l *fileList) String() string     { return strings.Join(*l, ",") }
func (l *fileList) Set(s string) error { *l = append(*l, s); return nil }

// capabilities is the verb caps.
func capabilities(args []string) error {
	var files fileList
	flags := flag.NewFlagSet("caps", flag.ExitOnError)
	asJSON := flags.Bool("json", false, "answer questions from standard input")
	flags.Var(&files, "policy", "a policy file; may be repeated")
	_ = flags.Parse(args) // ExitOnError
	if *asJSON {
		return answerAll(os.Stdin, os.Stdout)
	}
	if len(files) == 0 || flags.NArg() == 0 {
		return fmt.Errorf("caps: give -policy FILE and a PATH, or -json")
	}
	var question question
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		question.Policies = append(question.Policies, string(text))
	}
	question.Paths = flags.Args()
	granted, err := question.answer()
	if err != nil {
		fmt.Println(err)
		return errRefused
	}
	for _, path := range question.Paths {
		fmt.Println(path, strings.Join(granted[path], ","))
	}
	return nil
}

// question asks what a token with these policies may do on these paths.
type question struct {
	Policies []string `json:"policies"`
	Paths    []string `json:"paths"`
}

type reply struct {
	Capabilities map[string][]string `json:"capabilities,omitempty"`
	Error        string              `json:"error,omitempty"`
}

func (q question) answer() (map[string][]string, error) {
	var policies []*vault.Policy
	for i, text := range q.Policies {
		policy, err := parse([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("policy %d: %w", i+1, err)
		}
		policy.Name = fmt.Sprint("policy", i+1)
		policies = append(policies, policy)
	}
	ctx := namespace.RootContext(context.Background())
	acl, err := vault.NewACL(ctx, policies)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string, len(q.Paths))
	for _, path := range q.Paths {
		out[path] = acl.Capabilities(ctx, path)
	}
	return out, nil
}

func answerAll(in io.Reader, out io.Writer) error {
	questions, replies := json.NewDecoder(bufio.NewReader(in)), bufio.NewWriter(out)
	encoder := json.NewEncoder(replies)
	for questions.More() {
		var q question
		if err := questions.Decode(&q); err != nil {
			return err
		}
		var r reply
		granted, err := q.answer()
		if err != nil {
			r.Error = err.Error()
		}
		r.Capabilities = granted
		if err := encoder.Encode(r); err != nil {
			return err
		}
	}
	return replies.Flush()
}
