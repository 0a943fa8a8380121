//go:build tools

package main

// Never compiled: the imports only keep the types that controller-gen reads in go.mod.
import (
	_ "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	_ "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
)
