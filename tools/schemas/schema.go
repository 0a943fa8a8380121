package main

import (
	"fmt"
	"slices"
	"strings"
)

// schema is one JSON schema object, or one OpenAPI schema object before closed has turned it into one.
type schema = map[string]any

const (
	// dialect is the oldest that has "const"; a schema without one is read as draft 4, which ignores "const".
	dialect   = "http://json-schema.org/draft-07/schema#"
	refPrefix = "#/definitions/"

	objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
)

// OpenAPI v2 has no union types, so the published definitions call both of these a string.
var unions = definitions{
	"io.k8s.apimachinery.pkg.api.resource.Quantity":   {"type": []string{"string", "number"}},
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": []string{"string", "integer"}},
}

// document makes the root schema of a kind into a self-contained file.
func document(kind groupVersionKind, root schema, defs definitions) (schema, error) {
	document := closed(root)
	properties := document["properties"].(schema)
	properties["apiVersion"] = schema{"const": kind.apiVersion()}
	properties["kind"] = schema{"const": kind.Kind}
	// A custom resource definition leaves metadata open, because every API server knows its fields.
	properties["metadata"] = schema{"$ref": refPrefix + objectMeta}

	required, _ := document["required"].([]any)
	document["required"] = append(slices.Clone(required), "apiVersion", "kind")
	document["$schema"] = dialect
	reached, err := defs.reachableFrom(document)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", kind.Kind, err)
	}
	document["definitions"] = reached
	return document, nil
}

// closed translates an OpenAPI schema, without what is not checked, and so that an unlisted property is an error.
//
// It copies allOf, anyOf, oneOf and not: in a custom resource definition these only narrow values, and closing
// such a branch would refuse the properties that its siblings list.
func closed(open schema) schema {
	result := schema{}
	for keyword, value := range open {
		switch keyword {
		case "description", "default", "nullable":
		case "properties":
			properties := schema{}
			for name, property := range value.(schema) {
				properties[name] = closed(property.(schema))
			}
			result[keyword] = properties
		case "items", "additionalProperties":
			if nested, ok := value.(schema); ok {
				value = closed(nested)
			}
			result[keyword] = value
		default:
			if !strings.HasPrefix(keyword, "x-kubernetes-") {
				result[keyword] = value
			}
		}
	}
	_, listed := result["properties"]
	_, further := result["additionalProperties"]
	if listed && !further && open["x-kubernetes-preserve-unknown-fields"] != true {
		result["additionalProperties"] = false
	}
	if open["x-kubernetes-int-or-string"] == true {
		delete(result, "anyOf") // says the same in more words
		result["type"] = []string{"string", "integer"}
	}
	if open["nullable"] == true {
		result = schema{"anyOf": []any{result, schema{"type": "null"}}}
	}
	return result
}

// reachableFrom returns the definitions that a schema refers to, directly or through other definitions.
func (d definitions) reachableFrom(root schema) (schema, error) {
	reached := schema{}
	for pending := references(root); len(pending) > 0; pending = pending[1:] {
		name := pending[0]
		if _, known := reached[name]; known {
			continue
		}
		definition, isUnion := unions[name]
		if !isUnion {
			published, found := d[name]
			if !found {
				return nil, fmt.Errorf("no definition %s", name)
			}
			definition = closed(published)
		}
		reached[name] = definition
		pending = append(pending, references(definition)...)
	}
	return reached, nil
}

func references(node any) []string {
	var names []string
	switch node := node.(type) {
	case []any:
		for _, element := range node {
			names = append(names, references(element)...)
		}
	case schema:
		for keyword, value := range node {
			if ref, ok := value.(string); ok && keyword == "$ref" {
				names = append(names, strings.TrimPrefix(ref, refPrefix))
			}
			names = append(names, references(value)...)
		}
	}
	return names
}
