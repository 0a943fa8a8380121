package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;

/**
 * The query endpoint of a Prometheus, with everything that a client needs.
 *
 * @param url its address inside the cluster
 * @param access how clients verify it and authenticate
 * @param traffic the connections that a client's NetworkPolicy must allow
 * @param podLabels labels that select its pods; none for an existing Prometheus
 * @param isolated whether an emitted NetworkPolicy blocks clients that are not allowed
 * @param matchers label matchers that select the series of this cluster in each query
 * @param labels the labels that identify the pod in series of model servers
 * @param exporterLabels the labels that identify the object in series of kube-state-metrics and the
 *     kubelet
 */
public record PrometheusEndpoint(
    String url,
    PrometheusAccess access,
    Traffic traffic,
    Map<String, String> podLabels,
    boolean isolated,
    SeriesMatchers matchers,
    SeriesLabels labels,
    SeriesLabels exporterLabels) {
  /** The port of its pods. */
  public static final int PORT = 9090;

  /** Copies the labels, keeping their order. */
  public PrometheusEndpoint {
    Required.nonNull(matchers, "matchers");
    Required.nonNull(labels, "labels");
    Required.nonNull(exporterLabels, "exporterLabels");
    Required.nonNull(url, "url");
    Required.nonNull(access, "access");
    Required.nonNull(traffic, "traffic");
    podLabels = Required.entries(podLabels, "podLabels");
  }

  /** Returns whether it exists already, and so may scrape more than model servers. */
  public boolean isExternal() {
    return podLabels.isEmpty();
  }
}
