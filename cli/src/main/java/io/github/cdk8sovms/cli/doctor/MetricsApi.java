package io.github.cdk8sovms.cli.doctor;

import java.util.List;

/** The APIs through which an autoscaler reads metrics that are not of the cluster's own. */
enum MetricsApi {
  CUSTOM("custom.metrics.k8s.io", "Apply the adapter with its APIServices.", "v1beta2", "v1beta1"),
  EXTERNAL("external.metrics.k8s.io", "Install KEDA, or give it the APIService back.", "v1beta1");

  private final String group;
  private final String remedy;
  private final List<String> versions;

  MetricsApi(String group, String remedy, String... versions) {
    this.group = group;
    this.remedy = remedy;
    this.versions = List.of(versions);
  }

  String group() {
    return group;
  }

  /** What to do if nobody serves it. */
  String remedy() {
    return remedy;
  }

  /** Why what serves them gave none, where that says nothing of the metric. */
  static UnseenException unseen(Answer answer) {
    if (answer.isForbidden() && !answer.message().contains("system:anonymous")) {
      return UnseenException.because(answer);
    }
    boolean caller = answer.status() == 401 || answer.status() == 403;
    return new UnseenException(
        caller
            ? "the server of the metrics does not know the API server (%s)"
                .formatted(answer.statusAndMessage())
            : "the server of the metrics does not answer (%s)"
                .formatted(answer.statusAndMessage()));
  }

  /** The preferred one first. */
  List<String> versions() {
    return versions;
  }
}
