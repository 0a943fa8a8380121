package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.TreeSet;

/**
 * Shards of one Prometheus behind one Service: each answer may come from another, which has other
 * pods, so what one does not have says nothing.
 */
final class ShardedPrometheus {
  /** As the operator labels the pods of each. */
  private static final String SHARD = "operator.prometheus.io/shard";

  private ShardedPrometheus() {}

  /** Why an empty answer says nothing; empty if it does. */
  static Optional<String> why(Cluster cluster, Prometheus prometheus) {
    if (!(prometheus.way() instanceof PrometheusWay.ThroughApiServer way)) {
      return Optional.empty();
    }
    try {
      PrometheusAddress address = way.address();
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
              "%s leads to %d shards, of which one answers, and another may have the pods"
                  .formatted(prometheus.where(), shards.size()));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }
}
