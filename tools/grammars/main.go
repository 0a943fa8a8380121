// Reads texts and says of each whether the program that gets it takes it.
//
// Each line of standard input is a JSON list of the name of a grammar and a text. Each line of
// standard output is a JSON list of whether the text is taken, and the form in which it is kept, or
// why it is not taken.
package main

import (
	"bufio"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/prometheus/common/model"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/version"
	"sigs.k8s.io/yaml"
)

// parsers return the form in which a text is kept.
var parsers = map[string]func(string) (string, error){
	"annotation-key": func(text string) (string, error) {
		// As the API server: keys of annotations are compared in lower case.
		return text, refused(validation.IsQualifiedName(strings.ToLower(text)))
	},
	"cidr": func(text string) (string, error) {
		return text, validation.IsValidCIDR(nil, text).ToAggregate()
	},
	"config-key": func(text string) (string, error) { return text, refused(validation.IsConfigMapKey(text)) },
	"dns-label":  func(text string) (string, error) { return text, refused(validation.IsDNS1035Label(text)) },
	"duration": func(text string) (string, error) {
		duration, err := model.ParseDuration(text)
		return fmt.Sprint(int64(time.Duration(duration) / time.Second)), err
	},
	"image": func(text string) (string, error) {
		named, err := reference.ParseNormalizedNamed(text)
		if err != nil {
			return "", err
		}
		return named.String(), nil
	},
	"label-key":   func(text string) (string, error) { return text, refused(validation.IsQualifiedName(text)) },
	"label-name":  func(text string) (string, error) { return text, when(model.LabelName(text).IsValidLegacy()) },
	"label-value": func(text string) (string, error) { return text, refused(validation.IsValidLabelValue(text)) },
	"metric-name": func(text string) (string, error) { return text, when(model.IsValidLegacyMetricName(text)) },
	"quantity": func(text string) (string, error) {
		quantity, err := resource.ParseQuantity(text)
		if err != nil {
			return "", err
		}
		// The form in which the API server stores it, and its value.
		return quantity.String() + " " + quantity.AsDec().String(), nil
	},
	"subdomain": func(text string) (string, error) { return text, refused(validation.IsDNS1123Subdomain(text)) },
	"yaml": func(text string) (string, error) {
		document, err := yaml.YAMLToJSONStrict([]byte(text))
		return string(document), err
	},
	"version": func(text string) (string, error) {
		parsed, err := version.ParseGeneric(text)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%d.%d", parsed.Major(), parsed.Minor()), nil
	},
}

func refused(reasons []string) error {
	if len(reasons) == 0 {
		return nil
	}
	return errors.New(strings.Join(reasons, "; "))
}

func when(valid bool) error {
	if valid {
		return nil
	}
	return errors.New("not valid")
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answers := json.NewEncoder(out)
	for lines.Scan() {
		var question [2]string
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			return err
		}
		parse, known := parsers[question[0]]
		if !known {
			return fmt.Errorf("no grammar %q", question[0])
		}
		kept, err := parse(question[1])
		answer := []any{err == nil, kept}
		if err != nil {
			answer[1] = err.Error()
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}
