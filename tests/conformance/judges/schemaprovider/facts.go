package main

import (
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// providerFacts is one file of facts/, as reduce.py writes it.
type providerFacts struct {
	Config      blockFacts            `json:"config"`
	Resources   map[string]blockFacts `json:"resources"`
	DataSources map[string]blockFacts `json:"data_sources"`
}

type blockFacts struct {
	// An attribute is [TYPE, FLAG...].
	Attributes map[string][]json.RawMessage `json:"attributes"`
	Blocks     map[string]struct {
		blockFacts
		Nesting string `json:"nesting"`
		Min     int64  `json:"min"`
		Max     int64  `json:"max"`
	} `json:"blocks"`
	Deprecated bool `json:"deprecated"`
}

// nestedFacts is the TYPE of an attribute that has attributes of its own.
type nestedFacts struct {
	Nesting    string                       `json:"nesting"`
	Attributes map[string][]json.RawMessage `json:"attributes"`
}

var objectNesting = map[string]tfprotov6.SchemaObjectNestingMode{
	"single": tfprotov6.SchemaObjectNestingModeSingle,
	"list":   tfprotov6.SchemaObjectNestingModeList,
	"set":    tfprotov6.SchemaObjectNestingModeSet,
	"map":    tfprotov6.SchemaObjectNestingModeMap,
}

var blockNesting = map[string]tfprotov6.SchemaNestedBlockNestingMode{
	"single": tfprotov6.SchemaNestedBlockNestingModeSingle,
	"list":   tfprotov6.SchemaNestedBlockNestingModeList,
	"set":    tfprotov6.SchemaNestedBlockNestingModeSet,
	"map":    tfprotov6.SchemaNestedBlockNestingModeMap,
	"group":  tfprotov6.SchemaNestedBlockNestingModeGroup,
}

func schemas(facts map[string]blockFacts) (map[string]*tfprotov6.Schema, error) {
	out := make(map[string]*tfprotov6.Schema, len(facts))
	for name, recorded := range facts {
		block, err := schemaBlock(recorded)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = &tfprotov6.Schema{Block: block}
	}
	return out, nil
}

func schemaBlock(facts blockFacts) (*tfprotov6.SchemaBlock, error) {
	attributes, err := schemaAttributes(facts.Attributes)
	if err != nil {
		return nil, err
	}
	out := &tfprotov6.SchemaBlock{Attributes: attributes, Deprecated: facts.Deprecated}
	for name, nested := range facts.Blocks {
		nesting, ok := blockNesting[nested.Nesting]
		if !ok {
			return nil, fmt.Errorf("%s: unknown nesting %q", name, nested.Nesting)
		}
		block, err := schemaBlock(nested.blockFacts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out.BlockTypes = append(out.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: name, Block: block, Nesting: nesting, MinItems: nested.Min, MaxItems: nested.Max})
	}
	return out, nil
}

func schemaAttributes(facts map[string][]json.RawMessage) ([]*tfprotov6.SchemaAttribute, error) {
	var out []*tfprotov6.SchemaAttribute
	for name, recorded := range facts {
		attribute := &tfprotov6.SchemaAttribute{Name: name}
		if len(recorded) == 0 {
			return nil, fmt.Errorf("%s: no type", name)
		}
		if err := setType(attribute, recorded[0]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, flag := range recorded[1:] {
			if err := setFlag(attribute, string(flag)); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		out = append(out, attribute)
	}
	return out, nil
}

func setType(attribute *tfprotov6.SchemaAttribute, recorded json.RawMessage) (err error) {
	if recorded[0] != '{' {
		attribute.Type, err = tftypes.ParseJSONType(recorded) //nolint:staticcheck // the only reader of this notation
		return err
	}
	var nested nestedFacts
	if err := json.Unmarshal(recorded, &nested); err != nil {
		return err
	}
	nesting, ok := objectNesting[nested.Nesting]
	if !ok {
		return fmt.Errorf("unknown nesting %q", nested.Nesting)
	}
	attributes, err := schemaAttributes(nested.Attributes)
	attribute.NestedType = &tfprotov6.SchemaObject{Attributes: attributes, Nesting: nesting}
	return err
}

func setFlag(attribute *tfprotov6.SchemaAttribute, flag string) error {
	switch flag {
	case `"required"`:
		attribute.Required = true
	case `"optional"`:
		attribute.Optional = true
	case `"computed"`:
		attribute.Computed = true
	case `"sensitive"`:
		attribute.Sensitive = true
	case `"write_only"`:
		attribute.WriteOnly = true
	case `"deprecated"`:
		attribute.Deprecated = true
	default:
		return fmt.Errorf("unknown flag %s", flag)
	}
	return nil
}
