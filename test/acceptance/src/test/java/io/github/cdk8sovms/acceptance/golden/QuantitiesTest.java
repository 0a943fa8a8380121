package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An API server stores a quantity in its canonical form: no fraction, and the largest unit that
 * leaves a whole number. Where another is emitted, GitOps finds a difference after each sync.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
class QuantitiesTest {
  private static final Pattern QUANTITY = Pattern.compile("(\\d+)(m|k|[MGTPE]i?|Ki)?");

  /** Fields whose values are quantities, or whose fields are. */
  private static final Set<String> OF_ONE = Set.of("averageValue", "sizeLimit", "divisor");

  private static final Set<String> OF_MANY = Set.of("requests", "limits");

  /** A ModelServer has it among its quantities. */
  private static final String NAME_OF_DEVICE = "xpu_device";

  @Test
  void everyEmittedQuantityIsCanonical() {
    List<String> found = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<Path> files = new ArrayList<>(GoldenCases.stored());
    files.add(Repository.DIST.resolve("quickstart.k8s.yaml"));
    files.add(Repository.DIST.resolve("blog-recipe.k8s.yaml"));
    for (Path file : files) {
      for (Manifest manifest : Manifest.of(Repository.read(file))) {
        List<String> quantities = new ArrayList<>();
        collect(manifest.tree().path("spec"), quantities);
        quantities.stream()
            .filter(text -> !isCanonical(text))
            .forEach(text -> wrong.add(file.getFileName() + ": " + text));
        found.addAll(quantities);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(found).hasSizeGreaterThan(100).contains("1", "500m", "2Gi");
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "0, true",
    "500m, true",
    "1500m, true",
    "2Gi, true",
    "1k, true",
    "2646Mi, true",
    "1000m, false",
    "1000, false",
    "1024Mi, false",
    "0.5, false",
    "2048Ki, false",
    "01, false",
    "1e3, false",
    "0m, false",
    "0Gi, false"
  })
  void canonicalIsWhatKubernetesSays(String text, boolean canonical) {
    assertThat(isCanonical(text)).isEqualTo(canonical);
  }

  private static void collect(JsonNode tree, List<String> found) {
    tree.properties()
        .forEach(
            field -> {
              if (OF_ONE.contains(field.getKey()) && field.getValue().isValueNode()) {
                found.add(field.getValue().asText());
              } else if (OF_MANY.contains(field.getKey())) {
                field.getValue().properties().stream()
                    .filter(each -> !each.getKey().equals(NAME_OF_DEVICE))
                    .forEach(each -> found.add(each.getValue().asText()));
              }
              collect(field.getValue(), found);
            });
    if (tree.isArray()) {
      tree.forEach(element -> collect(element, found));
    }
  }

  private static boolean isCanonical(String text) {
    Matcher parts = QUANTITY.matcher(text);
    if (!parts.matches() || (text.length() > 1 && text.startsWith("0"))) {
      return false;
    }
    if (text.equals("0")) {
      return true;
    }
    long number = Long.parseLong(parts.group(1));
    String unit = parts.group(2) == null ? "" : parts.group(2);
    return number % (unit.endsWith("i") ? 1024 : 1000) != 0;
  }
}
