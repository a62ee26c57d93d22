// Vaultjudge is HashiCorp Vault's own core, policy parser and HTTP API in memory, for tests.
//
//	vaultjudge server [-listen ADDRESS] [-root-token ID] [-until-eof]
//	vaultjudge fmt [-check] FILE...
//	vaultjudge caps -policy FILE [-policy FILE]... PATH...
//	vaultjudge caps -json
//
// server runs Vault unsealed with the auth methods approle, jwt, oidc, kubernetes and userpass, the secrets
// engine kv, and kv version 2 mounted at secret/. It prints "listening on ADDRESS" once it answers (port 0
// takes a free one). With -until-eof it ends when its standard input does, and so never outlives the test
// that holds the other end.
//
// fmt prints a policy as `vault policy fmt` writes it; with -check it prints the names of the files that
// would change instead. A file that is no policy, or repeats a key, is an error.
//
// caps prints "PATH CAPABILITY,..." for what a token with all the given policies may do, without a server.
// With -json it answers one question a line: {"policies": [TEXT...], "paths": [PATH...]} gets
// {"capabilities": {PATH: [CAPABILITY...]}} or {"error": MESSAGE}.
//
// Exit status: 0, 1 for a policy that is refused or would change, 2 for wrong usage and failures.
package main

import (
	"errors"
	"fmt"
	"os"
)

const usage = `usage: vaultjudge server [-listen ADDRESS] [-root-token ID] [-until-eof]
       vaultjudge fmt [-check] FILE...
       vaultjudge caps -policy FILE [-policy FILE]... PATH...
       vaultjudge caps -json
`

// errRefused ends the program with status 1; what was refused is already printed.
var errRefused = errors.New("refused")

func main() {
	verbs := map[string]func([]string) error{"server": serve, "fmt": format, "caps": capabilities}
	if len(os.Args) < 2 || verbs[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	switch err := verbs[os.Args[1]](os.Args[2:]); {
	case errors.Is(err, errRefused):
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "vaultjudge:", err)
		os.Exit(2)
	}
}
