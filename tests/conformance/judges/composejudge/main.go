// Composejudge reads a compose file as `docker compose` does, by compose-go's loader, and writes the
// project as JSON: with variables expanded, defaults filled in, anything unknown refused.
//
//	composejudge FILE [NAME=VALUE...]
//
// NAME=VALUE are the variables that the file may use; the environment of this program plays no part.
//
// Exit status: 0, 1 if compose refuses the file (its reason on standard error), or 2 for a wrong call.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

func load(path string, variables []string) ([]byte, error) {
	details := types.ConfigDetails{
		WorkingDir:  filepath.Dir(path),
		ConfigFiles: []types.ConfigFile{{Filename: path}},
		Environment: types.NewMapping(variables),
	}
	project, err := loader.LoadWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("judged", true)
		options.SkipResolveEnvironment = true
	})
	if err != nil {
		return nil, err
	}
	return project.MarshalJSON()
}

func main() {
	if len(os.Args) < 2 || strings.HasPrefix(os.Args[1], "-") {
		fmt.Fprintln(os.Stderr, "usage: composejudge FILE [NAME=VALUE...]")
		os.Exit(2)
	}
	text, err := load(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(string(text))
}
