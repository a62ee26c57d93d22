package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// stage says what a computed attribute without a value becomes.
type stage int

const (
	planned stage = iota // unknown
	stored               // "recorded-NAME" or null
)

// fill gives the computed attributes of a block, and of the blocks in it, their values.
func fill(value tftypes.Value, block *tfprotov6.SchemaBlock, at stage) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	members := map[string]tftypes.Value{}
	if err := value.As(&members); err != nil {
		return value, err
	}
	for _, attribute := range block.Attributes {
		if member, ok := members[attribute.Name]; ok {
			members[attribute.Name] = fillAttribute(member, attribute, at)
		}
	}
	for _, nested := range block.BlockTypes {
		filled, err := fillBlocks(members[nested.TypeName], nested, at)
		if err != nil {
			return value, err
		}
		members[nested.TypeName] = filled
	}
	return tftypes.NewValue(value.Type(), members), nil
}

func fillAttribute(value tftypes.Value, attribute *tfprotov6.SchemaAttribute, at stage) tftypes.Value {
	null := tftypes.NewValue(value.Type(), nil)
	switch {
	case attribute.WriteOnly: // a value that must reach no plan and no state
		return null
	case at == planned && attribute.Computed && value.IsNull():
		return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
	case at == stored && attribute.Computed && (!value.IsFullyKnown() || value.IsNull() && !attribute.Optional):
		if value.Type().Is(tftypes.String) {
			return tftypes.NewValue(tftypes.String, "recorded-"+attribute.Name)
		}
		return null
	}
	return value
}

// fillBlocks fills all blocks of one type, however they are nested.
func fillBlocks(value tftypes.Value, nested *tfprotov6.SchemaNestedBlock, at stage) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	switch nested.Nesting {
	case tfprotov6.SchemaNestedBlockNestingModeSingle, tfprotov6.SchemaNestedBlockNestingModeGroup:
		return fill(value, nested.Block, at)
	case tfprotov6.SchemaNestedBlockNestingModeMap:
		blocks := map[string]tftypes.Value{}
		if err := value.As(&blocks); err != nil {
			return value, err
		}
		for key, block := range blocks {
			filled, err := fill(block, nested.Block, at)
			if err != nil {
				return value, err
			}
			blocks[key] = filled
		}
		return tftypes.NewValue(value.Type(), blocks), nil
	default:
		var blocks []tftypes.Value
		if err := value.As(&blocks); err != nil {
			return value, err
		}
		for i, block := range blocks {
			filled, err := fill(block, nested.Block, at)
			if err != nil {
				return value, err
			}
			blocks[i] = filled
		}
		return tftypes.NewValue(value.Type(), blocks), nil
	}
}
