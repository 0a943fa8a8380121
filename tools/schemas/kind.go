package main

import "strings"

type groupVersionKind struct {
	Group   string `json:"group"`
	Version string `json:"version"`
	Kind    string `json:"kind"`
}

func (k groupVersionKind) apiVersion() string {
	if k.Group == "" {
		return k.Version
	}
	return k.Group + "/" + k.Version
}

// fileName is what kubeconform's {{.ResourceKind}}{{.KindSuffix}} expands to: of the group only the first label.
func (k groupVersionKind) fileName() string {
	name := strings.ToLower(k.Kind)
	if k.Group != "" {
		label, _, _ := strings.Cut(k.Group, ".")
		name += "-" + label
	}
	return name + "-" + k.Version + ".json"
}
