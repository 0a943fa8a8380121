// Command trivy runs the scanner for Kubernetes manifests of Trivy, with all checks that are embedded in it.
//
// It is what the command "trivy config" does with manifests. That command is not built here, because the scanners for
// images, clouds and clusters in it take ten times as long to build.
//
// Usage: trivy file.yaml ... It prints, as JSON, what failed, with the file and line of each.
package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/aquasecurity/trivy/pkg/iac/rego"
	"github.com/aquasecurity/trivy/pkg/iac/scanners/kubernetes"
)

// data is what checks ask a site to say.
//
//go:embed data
var data embed.FS

// failure is a check that the object that begins at the line did not pass.
type failure struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Check   string `json:"check"`
	Message string `json:"message"`
}

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal("trivy: ", err)
	}
}

func run(files []string) error {
	scanner := kubernetes.NewScanner(
		rego.WithEmbeddedPolicies(true),
		rego.WithEmbeddedLibraries(true),
		rego.WithDataFilesystem(data),
		rego.WithDataDirs("data"),
	)
	directory, err := os.MkdirTemp("", "trivy")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	places, err := split(files, directory)
	if err != nil {
		return err
	}
	results, err := scanner.ScanFS(context.Background(), os.DirFS(directory), ".")
	if err != nil {
		return err
	}
	failures := []failure{}
	for _, result := range results.GetFailed() {
		failure := places[result.Range().GetFilename()]
		failure.Check = result.Rule().ID
		failure.Message = result.Description()
		failures = append(failures, failure)
	}
	return json.NewEncoder(os.Stdout).Encode(failures)
}

// split puts each object into a file of its own: what is found in the second object of a file and has no line of its
// own is otherwise reported of the first. It returns where the object of each of these files is from.
func split(files []string, directory string) (map[string]failure, error) {
	places := map[string]failure{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		line := 1
		for _, document := range strings.Split(string(text), "\n---\n") {
			name := fmt.Sprintf("%d.yaml", len(places))
			if err := os.WriteFile(filepath.Join(directory, name), []byte(document), 0o600); err != nil {
				return nil, err
			}
			places[name] = failure{File: file, Line: line}
			line += strings.Count(document, "\n") + 2
		}
	}
	return places, nil
}
