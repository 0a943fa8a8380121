// Command schemas writes the JSON schemas against which kubeconform checks the manifests of this project.
//
// Run it in its own directory: go run .
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

// kubernetesVersions are the oldest and the newest supported minor, each at its newest patch.
var kubernetesVersions = []string{"v1.32.13", "v1.37.2"}

var coreKinds = []groupVersionKind{
	{"", "v1", "ConfigMap"},
	{"", "v1", "Namespace"},
	{"", "v1", "PersistentVolumeClaim"},
	{"", "v1", "Pod"},
	{"", "v1", "ResourceQuota"},
	{"", "v1", "Secret"},
	{"", "v1", "Service"},
	{"", "v1", "ServiceAccount"},
	{"apiregistration.k8s.io", "v1", "APIService"},
	{"apps", "v1", "DaemonSet"},
	{"apps", "v1", "Deployment"},
	{"apps", "v1", "StatefulSet"},
	{"autoscaling", "v2", "HorizontalPodAutoscaler"},
	{"batch", "v1", "Job"},
	{"networking.k8s.io", "v1", "Ingress"},
	{"networking.k8s.io", "v1", "NetworkPolicy"},
	{"policy", "v1", "PodDisruptionBudget"},
	{"rbac.authorization.k8s.io", "v1", "ClusterRole"},
	{"rbac.authorization.k8s.io", "v1", "ClusterRoleBinding"},
	{"rbac.authorization.k8s.io", "v1", "Role"},
	{"rbac.authorization.k8s.io", "v1", "RoleBinding"},
	{"scheduling.k8s.io", "v1", "PriorityClass"},
}

var customKinds = []groupVersionKind{
	{"argoproj.io", "v1alpha1", "Application"},
	{"autoscaling.x-k8s.io", "v1beta1", "CapacityBuffer"},
	{"azmonitoring.coreos.com", "v1", "PodMonitor"},
	{"cert-manager.io", "v1", "Certificate"},
	{"cert-manager.io", "v1", "Issuer"},
	{"gateway.networking.k8s.io", "v1", "GRPCRoute"},
	{"gateway.networking.k8s.io", "v1", "HTTPRoute"},
	{"grafana.integreatly.org", "v1beta1", "GrafanaDashboard"},
	{"intel.com", "v1alpha1", "ModelServer"},
	{"kustomize.toolkit.fluxcd.io", "v1", "Kustomization"},
	{"keda.sh", "v1alpha1", "ScaledObject"},
	{"keda.sh", "v1alpha1", "TriggerAuthentication"},
	{"monitoring.coreos.com", "v1", "PodMonitor"},
	{"monitoring.coreos.com", "v1", "Prometheus"},
	{"monitoring.coreos.com", "v1", "PrometheusRule"},
	{"monitoring.coreos.com", "v1", "ServiceMonitor"},
	{"monitoring.googleapis.com", "v1", "PodMonitoring"},
	{"monitoring.googleapis.com", "v1", "Rules"},
	{"security.istio.io", "v1", "PeerAuthentication"},
	{"serving.kserve.io", "v1beta1", "InferenceService"},
	{"serving.kserve.io", "v1alpha1", "ServingRuntime"},
}

const (
	outputDir = "../../test/acceptance/src/test/resources/schemas"
	crdsDir   = "crds"
)

func main() {
	log.SetFlags(0)
	if err := run(); err != nil {
		log.Fatal("schemas: ", err)
	}
}

func run() error {
	documents, err := allDocuments()
	if err != nil {
		return err
	}
	// Only now, so that a failed download leaves the old schemas in place.
	if err := removeOldSchemas(); err != nil {
		return err
	}
	for path, document := range documents {
		if err := write(filepath.Join(outputDir, path), document); err != nil {
			return err
		}
	}
	return nil
}

// allDocuments returns every schema by its path below the output directory.
func allDocuments() (map[string]schema, error) {
	documents := map[string]schema{}
	var newest definitions
	for _, version := range kubernetesVersions {
		defs, err := kubernetesDefinitions(version)
		if err != nil {
			return nil, err
		}
		for _, kind := range coreKinds {
			root, err := defs.byKind(kind)
			if err != nil {
				return nil, fmt.Errorf("kubernetes %s: %w", version, err)
			}
			path := filepath.Join(version, kind.fileName())
			if documents[path], err = document(kind, root, defs); err != nil {
				return nil, fmt.Errorf("kubernetes %s: %w", version, err)
			}
		}
		newest = defs
	}
	crds, err := customDefinitions()
	if err != nil {
		return nil, err
	}
	for _, kind := range customKinds {
		root, found := crds[kind]
		if !found {
			return nil, fmt.Errorf("no custom resource definition of %v", kind)
		}
		path := filepath.Join(crdsDir, kind.fileName())
		// ObjectMeta is the same in all supported versions, so one file serves them all.
		if documents[path], err = document(kind, root, newest); err != nil {
			return nil, err
		}
	}
	return documents, nil
}

// removeOldSchemas keeps a dropped kind or version from lingering, and leaves the README in place.
func removeOldSchemas() error {
	old, err := filepath.Glob(filepath.Join(outputDir, "v1.*"))
	if err != nil {
		return err
	}
	for _, dir := range append(old, filepath.Join(outputDir, crdsDir)) {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// write writes the same bytes in every run, because encoding/json sorts the keys of a map.
func write(path string, document schema) error {
	text, err := json.Marshal(document)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
