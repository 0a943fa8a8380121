package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** BlogRecipe is the recipe of 2022, but for the differences that are listed here. */
class BlogRecipeTest {

  /** Each deliberate difference, as a regular expression over its line, with its reason. */
  private static final Map<String, String> REASONS = new LinkedHashMap<>();

  static {
    because(
        "labels say what an object is and who made it",
        "added .* /metadata/labels/(app.kubernetes.io|cdk8s-ovms)~1.*");
    because(
        "pods of one server must not differ in device, and since 2026.3 an unset one may be a GPU",
        "added ConfigMap ovms-config /data/ovms_config.json/model_config_list/0/config/target_device CPU");
    because(
        "said rather than left to the default; Prometheus cannot find pods without it",
        "added ServiceAccount prometheus /automountServiceAccountToken true");
    because(
        "two Prometheus of one name in two namespaces would share a ClusterRole and take it from"
            + " each other; endpointslices replace endpoints from Kubernetes 1.33 on",
        "removed ClusterRole(Binding)? prometheus .*",
        "added ClusterRole(Binding)? default.prometheus .*");
    because(
        "the same image with its registry, which some container runtimes refuse to guess",
        "changed ModelServer demo /spec/image_name openvino/(model_server:2022.2) to docker.io/openvino/.*");
    because(
        "pinned: what the operator would choose changes with the operator",
        "added Prometheus prometheus /spec/(image|imagePullPolicy|version) .*");
    because(
        "one scrape interval, from which the averaging window derives",
        "added Prometheus prometheus /spec/(scrapeInterval|evaluationInterval) 15s",
        "added ServiceMonitor demo-ovms /spec/endpoints/0/(interval 15s|scrapeTimeout 10s)");
    because(
        "Endpoints are deprecated",
        "added Prometheus prometheus /spec/serviceDiscoveryRole EndpointSlice");
    because(
        "all monitors and rules of all namespaces, as the recipe has it for ServiceMonitors",
        "added Prometheus prometheus /spec/(podMonitorNamespaceSelector|ruleSelector|ruleNamespaceSelector) \\{}");
    because(
        "the operator keeps samples for a day in a volume that ends with the pod, and runs a pod"
            + " that a cluster with Pod Security refuses",
        "added Prometheus prometheus /spec/(replicas|retention|retentionSize|storage|resources|securityContext).*");
    because(
        "the recipe opens the user interface by hand; the adapter needs an address that stays",
        "added Service prometheus .*");
    because(
        "kube-prometheus-stack would look for it; this Prometheus takes every monitor",
        "removed ServiceMonitor demo-ovms /metadata/labels/release prometheus");
    because(
        "Prometheus 3 refuses the content type of OVMS before 2025.4",
        "added ServiceMonitor demo-ovms /spec/fallbackScrapeProtocol PrometheusText0.0.4");
    because(
        "the adapter has another owner, and so has its file: the rule goes into its Helm values,"
            + " with a query that still has a value while a version is loading or retired",
        "removed ConfigMap adapter-config .*");
  }

  @Test
  void differsFromTheRecipeOnlyOnPurpose() {
    List<String> differences =
        differences(
            flattened(Repository.read(Repository.RECIPE)),
            flattened(Repository.read(Repository.DIST.resolve("blog-recipe.k8s.yaml"))));

    assertThat(differences)
        .as("differences without a reason")
        .allMatch(difference -> REASONS.keySet().stream().anyMatch(difference::matches));
    assertThat(REASONS.keySet())
        .as("reasons without a difference")
        .allMatch(line -> differences.stream().anyMatch(difference -> difference.matches(line)));
  }

  private static void because(String reason, String... lines) {
    for (String line : lines) {
      REASONS.put(line, reason);
    }
  }

  private static List<String> differences(Map<String, String> recipe, Map<String, String> ours) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>(recipe.keySet());
    paths.addAll(ours.keySet());
    for (String path : paths) {
      String before = recipe.get(path);
      String after = ours.get(path);
      if (before == null) {
        differences.add("added " + path + " " + after);
      } else if (after == null) {
        differences.add("removed " + path + " " + before);
      } else if (!Objects.equals(before, after)) {
        differences.add("changed " + path + " " + before + " to " + after);
      }
    }
    return differences;
  }

  /** Every value by its object and path; files in ConfigMaps are taken apart as well. */
  private static Map<String, String> flattened(String manifest) {
    Map<String, String> values = new TreeMap<>();
    for (Manifest object : Manifest.of(manifest)) {
      flatten(object.kind() + " " + object.name() + " ", object.tree(), values);
    }
    return values;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> values) {
    if (node.isTextual() && path.contains(" /data/") && node.asText().contains("\n")) {
      flatten(path, Manifest.parse(node.asText()), values);
    } else if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path + "/" + field.getKey().replace("/", "~1"), field.getValue(), values));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "/" + i, node.get(i), values);
      }
    } else {
      values.put(path, node.isContainerNode() ? node.toString() : node.asText());
    }
  }
}
