package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.TreeSet;

/**
 * Shards of one Prometheus behind one Service: each response may come from another shard, with
 * other pods, so an empty result is not conclusive.
 */
final class ShardedPrometheus {
  /** The operator's label of the pods of a shard. */
  private static final String SHARD = "operator.prometheus.io/shard";

  private ShardedPrometheus() {}

  /** Returns why an empty result is not conclusive; empty if it is. */
  static Optional<String> why(Cluster cluster, Prometheus prometheus) {
    if (!(prometheus.route() instanceof PrometheusRoute.ThroughApiServer route)) {
      return Optional.empty();
    }
    try {
      PrometheusAddress address = route.address();
      String selector =
          cluster
              .find(address.object())
              .map(service -> Cluster.selector(service.at("/spec/selector")))
              .orElse("");
      TreeSet<String> shards = new TreeSet<>();
      if (!selector.isEmpty()) {
        for (Pod pod : cluster.pods(address.namespace(), selector)) {
          shards.add(pod.object().at("/metadata/labels").path(SHARD).asText());
        }
      }
      return shards.size() < 2
          ? Optional.empty()
          : Optional.of(
              "%s has %d shards; one responds, and another may have the pods"
                  .formatted(prometheus.where(), shards.size()));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }
}
