package io.github.cdk8sovms.cli.doctor;

import java.util.List;

/** The APIs of custom and external metrics. */
enum MetricsApi {
  CUSTOM("custom.metrics.k8s.io", "Apply the adapter with its APIServices.", "v1beta2", "v1beta1"),
  EXTERNAL("external.metrics.k8s.io", "Install KEDA, or restore its APIService.", "v1beta1");

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

  /** Returns the action if no server is registered. */
  String remedy() {
    return remedy;
  }

  /** Returns the reason for a failed request, if it is unrelated to the metric. */
  static UnseenException unseen(Answer answer) {
    if (answer.isForbidden() && !answer.message().contains("system:anonymous")) {
      return UnseenException.because(answer);
    }
    boolean caller = answer.status() == 401 || answer.status() == 403;
    return new UnseenException(
        caller
            ? "the metrics API server does not trust the API server (%s)"
                .formatted(answer.statusAndMessage())
            : "the metrics API server does not respond (%s)".formatted(answer.statusAndMessage()));
  }

  /** Returns the versions, the preferred one first. */
  List<String> versions() {
    return versions;
  }
}
