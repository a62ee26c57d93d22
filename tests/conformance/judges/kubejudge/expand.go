package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// started is what the kubelet hands to the container runtime, as far as it can be told without a cluster.
type started struct {
	Name    string            `json:"name"`
	Init    bool              `json:"init"`
	Env     map[string]string `json:"env"`
	Command []string          `json:"command"`
	Args    []string          `json:"args"`
}

// expandPod prints a Pod's containers, one JSON object a line, init containers first.
func expandPod(where string, doc []byte) (string, bool) {
	obj, _, err := decode(doc)
	if err != nil {
		return fmt.Sprintf("%s: %v", where, err), false
	}
	pod, ok := obj.(*v1.Pod)
	if !ok {
		return where + ": only a Pod can be expanded", false
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, container := range pod.Spec.InitContainers {
		err = errors.Join(err, encoder.Encode(start(container, true)))
	}
	for _, container := range pod.Spec.Containers {
		err = errors.Join(err, encoder.Encode(start(container, false)))
	}
	if err != nil {
		return fmt.Sprintf("%s: %v", where, err), false
	}
	return strings.TrimSpace(out.String()), true
}

// start follows the kubelet: a variable sees those declared above it, command and arguments see all.
func start(container v1.Container, init bool) started {
	env := map[string]string{}
	seen := expansion.MappingFuncFor(env)
	for _, variable := range container.Env {
		if variable.ValueFrom != nil {
			env[variable.Name] = "<" + variable.Name + ">"
		} else {
			env[variable.Name] = expansion.Expand(variable.Value, seen)
		}
	}
	return started{Name: container.Name, Init: init, Env: env,
		Command: expandAll(container.Command, seen), Args: expandAll(container.Args, seen)}
}

func expandAll(words []string, seen func(string) string) []string {
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = expansion.Expand(word, seen)
	}
	return out
}
