// Kubejudge judges Kubernetes manifests with the code of kube-apiserver and the kubelet, without a cluster.
//
//	kubejudge [-ignore-unknown-kinds] FILE...
//	kubejudge expand FILE...
//
// The first form takes each document of each FILE ("-" is standard input) the way kube-apiserver takes a
// create request: strict decoding (unknown and duplicate fields are errors), defaulting, then the kind's
// create strategy (names, required fields, selectors, quantities, schedules). It prints one line per
// document, "FILE#N KIND/NAME: ok" or the error.
//
// The second form takes Pods and prints, as one JSON object a line for each container, the environment and the command
// line that the kubelet would start it with, "$(NAME)" expanded. A variable that comes from elsewhere
// (valueFrom) has the value "<NAME>".
//
// Exit status: 0 all accepted, 1 a document was refused or held nothing to judge, 2 wrong usage or an unreadable file.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	yamlutil "k8s.io/apimachinery/pkg/util/yaml"
)

const usage = `usage: kubejudge [-ignore-unknown-kinds] FILE...
       kubejudge expand FILE...
A FILE of "-" is standard input.
`

// judgement looks at one document, which is at where. It returns what to print and whether it is accepted.
type judgement func(where string, doc []byte) (text string, ok bool)

func main() {
	skip := flag.Bool("ignore-unknown-kinds", false, "pass kinds that are not Kubernetes' own")
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	flag.Parse()
	files := flag.Args()
	judge := func(where string, doc []byte) (string, bool) {
		name, err := validate(doc, *skip)
		if err != nil {
			return fmt.Sprintf("%s %s: %v", where, name, err), false
		}
		return where + " " + name + ": ok", true
	}
	if len(files) > 0 && files[0] == "expand" {
		files, judge = files[1:], expandPod
	}
	if len(files) == 0 {
		flag.Usage()
		os.Exit(2)
	}
	accepted := true
	for _, file := range files {
		ok, err := judgeFile(file, judge)
		if err != nil {
			fmt.Fprintln(os.Stderr, "kubejudge:", err)
			os.Exit(2)
		}
		accepted = accepted && ok
	}
	if !accepted {
		os.Exit(1)
	}
}

// judgeFile judges every document of a file and reports whether all were accepted. A file without any
// document is not: what produced it lost its content.
func judgeFile(file string, judge judgement) (bool, error) {
	text, err := read(file)
	if err != nil {
		return false, err
	}
	ok, seen := true, 0
	reader := yamlutil.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for n := 1; ; n++ {
		doc, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return false, fmt.Errorf("%s#%d: %w", file, n, err)
		}
		if isEmpty(doc) {
			continue
		}
		seen++
		text, accepted := judge(fmt.Sprintf("%s#%d", file, n), doc)
		fmt.Println(text)
		ok = ok && accepted
	}
	if seen == 0 {
		fmt.Printf("%s: no document in it\n", file)
	}
	return ok && seen > 0, nil
}

func read(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(file)
}

func isEmpty(doc []byte) bool {
	var value any
	return yamlutil.Unmarshal(doc, &value) == nil && value == nil
}
