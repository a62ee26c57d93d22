package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"

	"github.com/hashicorp/go-hclog"
	jwtauth "github.com/hashicorp/vault-plugin-auth-jwt"
	kubeauth "github.com/hashicorp/vault-plugin-auth-kubernetes"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/builtin/credential/approle"
	"github.com/hashicorp/vault/builtin/credential/userpass"
	"github.com/hashicorp/vault/helper/namespace"
	vaulthttp "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
)

type factories map[string]logical.Factory

// plugins is Vault's view of what it has built in.
type plugins map[consts.PluginType]factories

var builtin = plugins{
	consts.PluginTypeCredential: {
		"approle": approle.Factory, "jwt": jwtauth.Factory, "oidc": jwtauth.Factory,
		"kubernetes": kubeauth.Factory, "userpass": userpass.Factory,
	},
	consts.PluginTypeSecrets: {"kv": kv.Factory},
}

func (p plugins) Contains(name string, kind consts.PluginType) bool {
	_, ok := p[kind][name]
	return ok
}

func (p plugins) Get(name string, kind consts.PluginType) (func() (interface{}, error), bool) {
	factory, ok := p[kind][name]
	return func() (interface{}, error) { return factory, nil }, ok
}

func (p plugins) Keys(kind consts.PluginType) (names []string) {
	for name := range p[kind] {
		names = append(names, name)
	}
	return names
}

func (p plugins) DeprecationStatus(name string, kind consts.PluginType) (consts.DeprecationStatus, bool) {
	return consts.Supported, p.Contains(name, kind)
}

func (plugins) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }

// serve is the verb server.
func serve(args []string) error {
	flags := flag.NewFlagSet("server", flag.ExitOnError)
	address := flags.String("listen", "127.0.0.1:0", "host and port to listen on")
	token := flags.String("root-token", "root", "id of the root token")
	untilEOF := flags.Bool("until-eof", false, "end when standard input does")
	_ = flags.Parse(args) // ExitOnError
	core, err := start(*token)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	fmt.Println("listening on", listener.Addr())
	if *untilEOF {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(0)
		}()
	}
	properties := &vault.HandlerProperties{Core: core, ListenerConfig: &configutil.Listener{}}
	return http.Serve(listener, vaulthttp.Handler.Handler(properties))
}

// start returns an unsealed Vault with a root token of that id and kv version 2 at secret/.
func start(token string) (*vault.Core, error) {
	log := hclog.New(&hclog.LoggerOptions{Level: hclog.Error, Output: os.Stderr})
	store, err := inmem.NewTransactionalInmem(nil, log)
	if err != nil {
		return nil, err
	}
	core, err := vault.NewCore(&vault.CoreConfig{
		Physical: store, StorageType: "inmem", Logger: log, LogLevel: "error", DisableMlock: true,
		CredentialBackends: builtin[consts.PluginTypeCredential], LogicalBackends: builtin[consts.PluginTypeSecrets],
		BuiltinRegistry: builtin, DisableSSCTokens: true,
	})
	if err != nil {
		return nil, err
	}
	ctx := namespace.RootContext(context.Background())
	seal := &vault.SealConfig{SecretShares: 1, SecretThreshold: 1}
	initialized, err := core.Initialize(ctx, &vault.InitParams{BarrierConfig: seal})
	if err != nil {
		return nil, err
	}
	if _, err := core.Unseal(initialized.SecretShares[0]); err != nil {
		return nil, err
	}
	update := func(path string, data map[string]interface{}) error {
		response, err := core.HandleRequest(ctx, &logical.Request{ID: path, Path: path, Data: data,
			Operation: logical.UpdateOperation, ClientToken: initialized.RootToken})
		if err == nil && response.IsError() {
			err = response.Error()
		}
		return err
	}
	if err := update("auth/token/create", map[string]interface{}{
		"id": token, "policies": []string{"root"}, "no_parent": true}); err != nil {
		return nil, err
	}
	return core, update("sys/mounts/secret", map[string]interface{}{
		"type": "kv", "options": map[string]string{"version": "2"}})
}
