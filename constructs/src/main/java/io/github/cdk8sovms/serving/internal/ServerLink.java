package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Link;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What other constructs of this library read of a {@code ModelServer}.
 *
 * @param serving release, image and capacity, by which load signals are bounded
 * @param exportedMetrics the exported metrics
 * @param metrics the metrics endpoint of the pods
 * @param scaleTarget the object that an autoscaler scales
 * @param containerName the container in the pods; empty if an operator chooses it
 * @param podNames a regular expression for the names of its pods, and of no others in the
 *     namespace: rules and dashboards select the series of this server by it, for any scraper
 * @param volumeOfOneNode a volume of its models that only one node at a time can mount
 * @param maxRequestDuration the maximum duration of an accepted request
 * @param idleUnload the time without requests after which models are unloaded; empty if they stay
 * @param apiKey the key that clients of generative models must send; empty if there is none
 */
public record ServerLink(
    Serving serving,
    List<OvmsMetric> exportedMetrics,
    MetricsEndpoint metrics,
    ScaleTarget scaleTarget,
    Optional<String> containerName,
    String podNames,
    Optional<String> volumeOfOneNode,
    Duration maxRequestDuration,
    Optional<Duration> idleUnload,
    Optional<ApiKey> apiKey) {
  /** The construct provides it. */
  public static final Link<Component, ServerLink> LINK = new Link<>();

  /** Copies the metrics. */
  public ServerLink {
    exportedMetrics = List.copyOf(exportedMetrics);
  }

  /** Returns the link of a {@code ModelServer}. */
  public static ServerLink of(Component server) {
    return LINK.of(server);
  }
}
