package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"sigs.k8s.io/yaml"
)

const (
	monitoringTypes  = "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	certificateTypes = "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	azureGroup       = "azmonitoring.coreos.com"
)

// written are definitions that no module has, in our own words after what is documented: the fields that are emitted.
var written = []string{
	"capacitybuffer.yaml", "inferenceservice.yaml", "modelserver.yaml", "peerauthentication.yaml", "podmonitoring.yaml", "rules.yaml", "servingruntime.yaml",
}

// published are definitions that a module has as files. The modules are not in go.mod: their programs need many others.
var published = []struct{ module, file string }{
	{"github.com/argoproj/argo-cd/v3@v3.5.7", "manifests/crds/application-crd.yaml"},
	{"github.com/fluxcd/kustomize-controller@v1.9.6", "config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml"},
	// The version that tools/control-plane/controllers builds.
	{"github.com/kedacore/keda/v2@v2.21.0", "config/crd/bases/keda.sh_scaledobjects.yaml"},
	{"github.com/kedacore/keda/v2@v2.21.0", "config/crd/bases/keda.sh_triggerauthentications.yaml"},
	{"github.com/grafana/grafana-operator/v5@v5.24.0", "config/crd/bases/grafana.integreatly.org_grafanadashboards.yaml"},
	// The version that tools/control-plane/build installs.
	{"sigs.k8s.io/gateway-api@v1.6.3", "config/crd/standard/gateway.networking.k8s.io_grpcroutes.yaml"},
	{"sigs.k8s.io/gateway-api@v1.6.3", "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"},
}

// definitions are the named schemas of one OpenAPI v2 document, still as published.
type definitions map[string]schema

// kubernetesDefinitions reads the released document.
func kubernetesDefinitions(version string) (definitions, error) {
	text, err := moduleFile("k8s.io/kubernetes@"+version, "api/openapi-spec/swagger.json")
	if err != nil {
		return nil, err
	}
	var swagger struct {
		Definitions definitions `json:"definitions"`
	}
	if err := json.Unmarshal(text, &swagger); err != nil {
		return nil, fmt.Errorf("swagger.json of kubernetes %s: %w", version, err)
	}
	return swagger.Definitions, nil
}

// moduleFile reads a file of a module at a version, outside go.mod.
func moduleFile(module, file string) ([]byte, error) {
	answer, err := goCommand("mod", "download", "-json", module)
	if err != nil {
		return nil, err
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(answer, &downloaded); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(downloaded.Dir, filepath.FromSlash(file)))
}

func (d definitions) byKind(kind groupVersionKind) (schema, error) {
	for _, candidate := range d {
		// Types that many groups share, DeleteOptions for one, list many kinds; none of them is a resource.
		listed, _ := candidate["x-kubernetes-group-version-kind"].([]any)
		if len(listed) != 1 {
			continue
		}
		names, _ := listed[0].(schema)
		if names["group"] == kind.Group && names["version"] == kind.Version && names["kind"] == kind.Kind {
			return candidate, nil
		}
	}
	return nil, fmt.Errorf("no definition of %v", kind)
}

type customResourceDefinition struct {
	Spec struct {
		Group string `json:"group"`
		Names struct {
			Kind string `json:"kind"`
		} `json:"names"`
		Versions []struct {
			Name   string `json:"name"`
			Schema struct {
				OpenAPIV3Schema schema `json:"openAPIV3Schema"`
			} `json:"schema"`
		} `json:"versions"`
	} `json:"spec"`
}

// customDefinitions generates those of prometheus-operator and cert-manager from their Go types, and reads the published
// ones and those that we wrote.
func customDefinitions() (map[groupVersionKind]schema, error) {
	generated, err := goCommand("tool", "controller-gen", "crd:maxDescLen=0", "paths="+monitoringTypes, "paths="+certificateTypes, "output:crd:stdout")
	if err != nil {
		return nil, err
	}
	texts := bytes.Split(generated, []byte("\n---\n"))
	for _, file := range written {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	for _, source := range published {
		text, err := moduleFile(source.module, source.file)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	found := map[groupVersionKind]schema{}
	for _, text := range texts {
		var crd customResourceDefinition
		if err := yaml.Unmarshal(text, &crd); err != nil {
			return nil, err
		}
		for _, version := range crd.Spec.Versions {
			kind := groupVersionKind{crd.Spec.Group, version.Name, crd.Spec.Names.Kind}
			found[kind] = version.Schema.OpenAPIV3Schema
		}
	}
	// Azure's operator reads the same kind in a group of its own.
	found[groupVersionKind{azureGroup, "v1", "PodMonitor"}] = found[groupVersionKind{"monitoring.coreos.com", "v1", "PodMonitor"}]
	return found, nil
}

func goCommand(args ...string) ([]byte, error) {
	command := exec.Command("go", args...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		// "go mod download -json" reports why it failed on standard output.
		return nil, fmt.Errorf("%v: %w\n%s", command, err, output)
	}
	return output, nil
}
