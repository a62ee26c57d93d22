package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// server answers what terraform asks of a provider in validate, plan and apply. The embedded interface is
// nil: any other call ends the process, which terraform reports as a crash of the provider.
type server struct {
	tfprotov6.ProviderServer
	config      *tfprotov6.Schema
	resources   map[string]*tfprotov6.Schema
	dataSources map[string]*tfprotov6.Schema
}

func newServer(facts providerFacts) (*server, error) {
	config, err := schemaBlock(facts.Config)
	if err != nil {
		return nil, err
	}
	resources, err := schemas(facts.Resources)
	if err != nil {
		return nil, err
	}
	dataSources, err := schemas(facts.DataSources)
	if err != nil {
		return nil, err
	}
	return &server{config: &tfprotov6.Schema{Block: config}, resources: resources, dataSources: dataSources}, nil
}

// refill decodes a value, fills its computed attributes and encodes it again.
func refill(value *tfprotov6.DynamicValue, schema *tfprotov6.Schema, at stage) (*tfprotov6.DynamicValue, error) {
	decoded, err := value.Unmarshal(schema.ValueType())
	if err != nil || decoded.IsNull() {
		return value, err
	}
	filled, err := fill(decoded, schema.Block, at)
	if err != nil {
		return nil, err
	}
	out, err := tfprotov6.NewDynamicValue(schema.ValueType(), filled)
	return &out, err
}

func find(schemas map[string]*tfprotov6.Schema, name string) (*tfprotov6.Schema, error) {
	if schema, ok := schemas[name]; ok {
		return schema, nil
	}
	return nil, fmt.Errorf("no facts about %s", name)
}

func (s *server) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	out := &tfprotov6.GetMetadataResponse{}
	for name := range s.resources {
		out.Resources = append(out.Resources, tfprotov6.ResourceMetadata{TypeName: name})
	}
	for name := range s.dataSources {
		out.DataSources = append(out.DataSources, tfprotov6.DataSourceMetadata{TypeName: name})
	}
	return out, nil
}

func (s *server) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider: s.config, ResourceSchemas: s.resources, DataSourceSchemas: s.dataSources}, nil
}

func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{}, nil
}

func (s *server) ValidateProviderConfig(_ context.Context, r *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: r.Config}, nil
}

func (s *server) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (s *server) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (s *server) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (s *server) ValidateDataResourceConfig(context.Context, *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return &tfprotov6.ValidateDataResourceConfigResponse{}, nil
}

func (s *server) UpgradeResourceState(_ context.Context, r *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	schema, err := find(s.resources, r.TypeName)
	if err != nil {
		return nil, err
	}
	state, err := r.RawState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	upgraded, err := tfprotov6.NewDynamicValue(schema.ValueType(), state)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &upgraded}, err
}

func (s *server) ReadResource(_ context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: r.CurrentState}, nil
}

// PlanResourceChange leaves an update as proposed: its computed attributes keep what the state has.
func (s *server) PlanResourceChange(_ context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	schema, err := find(s.resources, r.TypeName)
	if err != nil {
		return nil, err
	}
	prior, err := r.PriorState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	state := r.ProposedNewState
	if prior.IsNull() {
		state, err = refill(state, schema, planned)
	}
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: state}, err
}

func (s *server) ApplyResourceChange(_ context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	schema, err := find(s.resources, r.TypeName)
	if err != nil {
		return nil, err
	}
	state, err := refill(r.PlannedState, schema, stored)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: state}, err
}

func (s *server) ReadDataSource(_ context.Context, r *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	schema, err := find(s.dataSources, r.TypeName)
	if err != nil {
		return nil, err
	}
	state, err := refill(r.Config, schema, stored)
	return &tfprotov6.ReadDataSourceResponse{State: state}, err
}
