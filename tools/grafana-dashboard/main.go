// Command grafana-dashboard says what Grafana's Foundation SDK would not take of dashboards in the classic form. Its
// types are generated from the schemas of Grafana and of its panels; unknown fields, missing ones and wrong types are
// errors.
//
// Usage: grafana-dashboard file.json ... It prints what is wrong, a line each, and then exits with 1.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins()
	wrong := false
	for _, file := range os.Args[1:] {
		if err := check(file); err != nil {
			wrong = true
			fmt.Printf("%s: %v\n", file, err)
		}
	}
	if wrong {
		os.Exit(1)
	}
	fmt.Printf("%d dashboards are valid\n", len(os.Args)-1)
}

func check(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var read dashboard.Dashboard
	if err := found(read.UnmarshalJSONStrict(text)); err != nil {
		return err
	}
	return found(read.Validate())
}

// found is nil where nothing was found: the SDK gives an empty list then, which as an error is none.
func found(err error) error {
	var list cog.BuildErrors
	if errors.As(err, &list) && len(list) == 0 {
		return nil
	}
	return err
}
