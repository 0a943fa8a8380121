package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the control plane is given to validate. */
class EmittedKindTest {
  private static final Pattern KIND =
      Pattern.compile("(?s)\\AapiVersion: (\\S+)\nkind: (\\S+)\n.*");

  /** Read as text, so that a kind that is parsed otherwise is not overlooked in both. */
  @Test
  void everyObjectOfEveryCaseIsThereOnce() {
    List<String> inFiles =
        GoldenCases.stored().stream()
            .map(file -> KIND.matcher(Repository.read(file)))
            .filter(Matcher::matches)
            .map(kind -> kind.group(1) + " " + kind.group(2))
            .sorted()
            .toList();

    assertThat(
            EmittedKind.all().stream()
                .flatMap(kind -> kind.files().stream().map(file -> kind.toString()))
                .sorted())
        .isEqualTo(inFiles)
        .hasSize(GoldenCases.stored().size())
        .contains(
            "autoscaling.x-k8s.io/v1beta1 CapacityBuffer",
            "gateway.networking.k8s.io/v1 HTTPRoute",
            "keda.sh/v1alpha1 ScaledObject",
            "scheduling.k8s.io/v1 PriorityClass",
            "serving.kserve.io/v1beta1 InferenceService");
  }

  @Test
  void everyCustomKindHasADefinition() {
    List<String> withoutOne =
        EmittedKind.all().stream()
            .filter(kind -> PinnedDefinition.of(kind).isEmpty())
            .map(kind -> kind.apiVersion().replaceFirst("/?v\\d+$", ""))
            .distinct()
            .toList();

    assertThat(withoutOne)
        .as("groups of Kubernetes")
        .containsExactlyInAnyOrder(
            "",
            "apiregistration.k8s.io",
            "apps",
            "autoscaling",
            "batch",
            "networking.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io");
  }

  /** Others are refused by the API server when they are installed. */
  @Test
  void definitionsAreStructural() {
    EmittedKind.all().stream()
        .map(PinnedDefinition::of)
        .flatMap(Optional::stream)
        .forEach(
            definition ->
                assertStructural(
                    definition.at("/metadata/name").asText(),
                    definition.at("/spec/versions/0/schema/openAPIV3Schema")));
  }

  private static void assertStructural(String path, JsonNode schema) {
    assertThat(schema.fieldNames())
        .toIterable()
        .as(path)
        .doesNotContainAnyElementsOf(
            Arrays.asList("$ref", "$schema", "const", "definitions", "oneOf", "anyOf", "allOf"));
    assertThat(schema.has("properties") && schema.has("additionalProperties")).as(path).isFalse();
    assertThat(
            schema.path("type").isTextual()
                || schema.has("x-kubernetes-int-or-string")
                || schema.has("x-kubernetes-preserve-unknown-fields"))
        .as(path)
        .isTrue();
    schema
        .path("properties")
        .properties()
        .forEach(property -> assertStructural(path + "." + property.getKey(), property.getValue()));
    if (schema.has("items")) {
      assertStructural(path + "[]", schema.path("items"));
    }
    if (schema.has("additionalProperties")) {
      assertStructural(path + "{}", schema.path("additionalProperties"));
    }
  }
}
