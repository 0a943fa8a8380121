package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/** Finds the adapter behind an APIService. */
final class AdapterSearch {
  private final Cluster cluster;

  AdapterSearch(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Returns the Deployment that the APIService's Service selects; without an APIService the only
   * adapter.
   *
   * @param used the APIService in use, if there is one
   */
  Optional<AdapterConfig> find(Optional<JsonNode> used) {
    if (used.isEmpty()) {
      return only(cluster.list("/apis/apps/v1/deployments")).map(this::config);
    }
    String namespace = used.get().at("/spec/service/namespace").asText();
    List<JsonNode> adapters =
        cluster.list("/apis/apps/v1/namespaces/" + namespace + "/deployments").stream()
            .filter(AdapterSearch::isAdapter)
            .toList();
    JsonNode selector = selector(namespace, used.get().at("/spec/service/name").asText());
    List<JsonNode> selected =
        adapters.stream().filter(deployment -> isSelected(deployment, selector)).toList();
    return only(selector.isEmpty() ? adapters : selected).map(this::config);
  }

  private JsonNode selector(String namespace, String service) {
    try {
      return cluster
          .find("/api/v1/namespaces/%s/services/%s".formatted(namespace, service))
          .map(found -> found.at("/spec/selector"))
          .orElseGet(MissingNode::getInstance);
    } catch (UnseenException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean isSelected(JsonNode deployment, JsonNode selector) {
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    return selector.properties().stream()
        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
  }

  /** Returns the only adapter; with several it is not known which one serves the API. */
  private static Optional<JsonNode> only(List<JsonNode> deployments) {
    List<JsonNode> adapters = deployments.stream().filter(AdapterSearch::isAdapter).toList();
    return adapters.size() == 1 ? Optional.of(adapters.get(0)) : Optional.empty();
  }

  private static boolean isAdapter(JsonNode deployment) {
    return AdapterConfig.argument(deployment, AdapterConfig.PROMETHEUS_URL).isPresent();
  }

  private AdapterConfig config(JsonNode deployment) {
    return new AdapterConfig(
        deployment,
        AdapterConfig.configMapName(deployment)
            .flatMap(
                name ->
                    cluster.find(
                        "/api/v1/namespaces/%s/configmaps/%s"
                            .formatted(ObjectMeta.namespace(deployment), name))));
  }
}
