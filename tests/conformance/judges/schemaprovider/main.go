// Schemaprovider is a Terraform provider (protocol 6) that knows recorded schemas and nothing else. With it
// the real terraform validates, plans and applies configurations of providers that cannot be had as packages,
// without an account: unknown arguments, missing blocks, wrong types and dangling references are caught,
// a provider's own validators (patterns, conflicts) are not.
//
// Which provider it is follows from the name under which it is started: terraform-provider-NAME_vVERSION
// serves facts/NAME.json. An applied resource has for each computed attribute the value "recorded-ATTRIBUTE"
// (text) or null (anything else), so that a second plan is empty if and only if the configuration is stable.
package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

//go:embed facts/*.json
var facts embed.FS

// providerName takes NAME out of .../terraform-provider-NAME_vVERSION.
func providerName(program string) (string, error) {
	base, ok := strings.CutPrefix(filepath.Base(program), "terraform-provider-")
	if !ok {
		return "", fmt.Errorf("started as %s; the name has to be terraform-provider-NAME_vVERSION", program)
	}
	name, _, _ := strings.Cut(base, "_")
	return name, nil
}

func run() error {
	name, err := providerName(os.Args[0])
	if err != nil {
		return err
	}
	raw, err := facts.ReadFile("facts/" + name + ".json")
	if err != nil {
		return fmt.Errorf("no facts about a provider %q", name)
	}
	var recorded providerFacts
	if err := json.Unmarshal(raw, &recorded); err != nil {
		return fmt.Errorf("facts/%s.json: %w", name, err)
	}
	served, err := newServer(recorded)
	if err != nil {
		return fmt.Errorf("facts/%s.json: %w", name, err)
	}
	return tf6server.Serve("registry.terraform.io/hashicorp/"+name,
		func() tfprotov6.ProviderServer { return served })
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "schemaprovider:", err)
		os.Exit(1)
	}
}
