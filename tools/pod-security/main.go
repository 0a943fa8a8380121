// Command pod-security says what the Pod Security admission of the API server would say of the pods in manifests, at the
// level "restricted" in its newest version. The checks are the API server's own.
//
// Usage: pod-security file.yaml ... It prints, as JSON, what is forbidden, with the file and line of each.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	"sigs.k8s.io/yaml"
)

// violation is a check that does not allow the pods of the object that begins at the line.
type violation struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Check   string `json:"check"`
	Message string `json:"message"`
}

// object is what kinds with pods have in common: some have a template where a pod has its specification.
type object struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		corev1.PodSpec `json:",inline"`
		Template       *corev1.PodTemplateSpec `json:"template"`
		JobTemplate    struct {
			Spec struct {
				Template *corev1.PodTemplateSpec `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
	} `json:"spec"`
}

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal("pod-security: ", err)
	}
}

func run(files []string) error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	violations := []violation{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		line := 1
		for _, document := range strings.Split(string(text), "\n---\n") {
			results, err := evaluate(evaluator, document)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", file, line, err)
			}
			for _, result := range results {
				if !result.Allowed {
					violations = append(violations, violation{file, line, result.ForbiddenReason, result.ForbiddenDetail})
				}
			}
			line += strings.Count(document, "\n") + 2
		}
	}
	return json.NewEncoder(os.Stdout).Encode(violations)
}

func evaluate(evaluator policy.Evaluator, document string) ([]policy.CheckResult, error) {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal([]byte(document), &kind); err != nil {
		return nil, err
	}
	switch kind.Kind {
	case "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob":
	default:
		return nil, nil
	}
	var object object
	if err := yaml.Unmarshal([]byte(document), &object); err != nil {
		return nil, err
	}
	metadata, spec := pod(&object)
	return evaluator.EvaluatePod(
		api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}, metadata, spec), nil
}

func pod(object *object) (*metav1.ObjectMeta, *corev1.PodSpec) {
	for _, template := range []*corev1.PodTemplateSpec{object.Spec.Template, object.Spec.JobTemplate.Spec.Template} {
		if template != nil {
			return &template.ObjectMeta, &template.Spec
		}
	}
	return &object.ObjectMeta, &object.Spec.PodSpec
}
