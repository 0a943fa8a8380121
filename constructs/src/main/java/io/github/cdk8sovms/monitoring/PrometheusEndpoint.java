package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.signal.SeriesLabels;
import io.github.cdk8sovms.validation.Required;
import java.util.Map;

/**
 * Where a Prometheus answers queries: all that a caller has to know.
 *
 * @param url its address inside the cluster
 * @param access how callers verify it and say who they are
 * @param traffic the connections that a caller's own policy must allow
 * @param podLabels labels that select its pods; none if it exists already
 * @param isolated whether a NetworkPolicy of ours keeps out callers that are not let in
 * @param matchers what chooses the series of this cluster in each query
 * @param labels by which the series of model servers say of which pod they are
 * @param exporterLabels the same of kube-state-metrics and the kubelet
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
  /** The port on its own pods. */
  public static final int PORT = PrometheusObjects.PORT.container();

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

  /** Whether it may read more than model servers, as one that exists already may. */
  public boolean isExternal() {
    return podLabels.isEmpty();
  }
}
