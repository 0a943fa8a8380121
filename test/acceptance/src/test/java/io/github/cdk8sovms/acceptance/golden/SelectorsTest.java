package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Labels that others write. Argo CD with tracking by label sets {@code app.kubernetes.io/instance}
 * in the metadata of every object to the name of the application, and leaves pod templates as they
 * are (util/kube/kube.go, SetAppInstanceLabel); Flux's commonMetadata does the same with any label.
 * Kustomize's commonLabels also writes into pod templates and selectors.
 */
class SelectorsTest {
  private static final String RECOMMENDED = "app.kubernetes.io/";

  /** Pods that an operator or the user labels, and that no GitOps tool applies. */
  private static final List<String> OF_OTHERS =
      List.of(
          // prometheus-operator writes both labels on the pods that it makes.
          "{\"app.kubernetes.io/name\":\"prometheus\",\"operator.prometheus.io/name\":",
          // Charts write it; Argo CD writes the instance only.
          "{\"app.kubernetes.io/name\":\"prometheus-adapter\"}",
          "{\"app.kubernetes.io/name\":\"keda-operator\"}",
          "{\"app.kubernetes.io/name\":\"grafana\"}");

  @Test
  void noSelectorOfOursStandsOnLabelsThatOthersWrite() {
    List<String> selectors = new ArrayList<>();
    for (Path golden : GoldenCases.stored()) {
      selectors(Manifest.parse(Repository.read(golden)))
          .filter(selector -> selector.toString().contains(RECOMMENDED))
          .filter(selector -> OF_OTHERS.stream().noneMatch(selector.toString()::startsWith))
          .forEach(selector -> selectors.add(golden + " " + selector));
    }

    assertThat(selectors).isEmpty();
  }

  @Test
  void monitorsFindTheirServicesUnderArgoCdsTrackingByLabel() {
    List<Manifest> objects = Manifest.of(Cases.all().get("prometheus-existing"));
    objects.forEach(SelectorsTest::track);
    JsonNode monitor =
        objects.stream()
            .filter(object -> object.kind().equals("ServiceMonitor"))
            .findFirst()
            .orElseThrow()
            .tree();

    assertThat(objects)
        .filteredOn(object -> object.kind().equals("Service"))
        .filteredOn(
            service -> {
              Map<String, String> labels = Manifest.labels(service.tree().at("/metadata/labels"));
              return labels
                  .entrySet()
                  .containsAll(
                      Manifest.labels(monitor.at("/spec/selector/matchLabels")).entrySet());
            })
        .extracting(Manifest::name)
        .containsExactly("resnet");
  }

  @Test
  void componentsStayApartUnderCommonLabelsOfKustomize() {
    List<Manifest> objects =
        Manifest.of(Repository.read(Repository.DIST.resolve("quickstart.k8s.yaml")));
    List<Map<String, String>> pods =
        objects.stream()
            .map(object -> object.tree().at("/spec/selector/matchLabels"))
            .filter(JsonNode::isObject)
            .map(
                selector -> {
                  ObjectNode common = selector.deepCopy();
                  common.put(RECOMMENDED + "name", "shop").put(RECOMMENDED + "instance", "prod");
                  return Manifest.labels(common);
                })
            .distinct()
            .toList();

    assertThat(pods).as("server, Prometheus, adapter").hasSize(3);
  }

  private static void track(Manifest object) {
    ((ObjectNode) object.tree().at("/metadata"))
        .withObject("/labels")
        .put(RECOMMENDED + "instance", "shop");
  }

  /** Every selector of labels in an object. */
  private static Stream<JsonNode> selectors(JsonNode node) {
    Stream<JsonNode> own =
        node.properties().stream()
            .filter(field -> field.getKey().equals("matchLabels") || isOfService(field))
            .map(Map.Entry::getValue);
    List<JsonNode> below = new ArrayList<>();
    node.forEach(below::add);
    return Stream.concat(own, below.stream().flatMap(SelectorsTest::selectors));
  }

  private static boolean isOfService(Map.Entry<String, JsonNode> field) {
    return field.getKey().equals("selector")
        && field.getValue().isObject()
        && field.getValue().properties().stream().allMatch(label -> label.getValue().isTextual());
  }
}
