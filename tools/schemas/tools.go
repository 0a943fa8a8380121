//go:build tools

package main

// Never compiled: the import only keeps the prometheus-operator types that controller-gen reads in go.mod.
import _ "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
