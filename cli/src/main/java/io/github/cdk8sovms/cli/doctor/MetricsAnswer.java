package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Each pod answers for its metrics, and has the series that the query needs. */
record MetricsAnswer() implements Hop {
  private static final List<String> OF_THE_RATIO =
      List.of(OvmsMetric.CURRENT_REQUESTS.series(), OvmsMetric.STREAMS.series());

  @Override
  public String name() {
    return "metrics";
  }

  /** The series that the autoscaler depends on; those of the ratio if its query is not known. */
  static List<String> needed(Surroundings surroundings) {
    List<String> series = OvmsQuery.series(surroundings.query());
    return series.isEmpty() ? OF_THE_RATIO : series;
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    List<Pod> pods = surroundings.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no pod to ask");
    }
    for (Pod pod : pods) {
      OptionalInt port = pod.restPort();
      if (port.isEmpty()) {
        return new HopResult.NotSeen(
            "pod " + pod.name() + " has no port that is named rest or http");
      }
      String path = path(pod, port.getAsInt());
      Answer answer = surroundings.cluster().answer(path);
      if (!answer.isOk()) {
        return failed(pod, port.getAsInt(), path, answer);
      }
      // A query may do without some of them; whether it does is seen where it is evaluated.
      if (needed(surroundings).stream()
          .noneMatch(series -> ("\n" + answer.body()).contains("\n" + series))) {
        return HopResult.broken(
            Diagnosis.METRICS_WITHOUT_SERIES,
            "pod %s exports no %s".formatted(pod.name(), String.join(", ", needed(surroundings))),
            "Leave monitoring.metrics.metrics_list out of config.json, or add them there.",
            "kubectl get --raw " + path + " | grep ^ovms_");
      }
      UnreachableTarget.note(surroundings, pod, answer.body(), oddities);
    }
    return HopResult.passed(
        "%d %s on port %d"
            .formatted(
                pods.size(),
                pods.size() == 1 ? "pod answers" : "pods answer",
                pods.get(0).restPort().orElseThrow()));
  }

  private static HopResult failed(Pod pod, int port, String path, Answer answer) {
    if (answer.isNotFound()) {
      return HopResult.broken(
          Diagnosis.METRICS_OFF,
          "pod %s has no /metrics on port %d: %s".formatted(pod.name(), port, answer.message()),
          "Set \"monitoring\": {\"metrics\": {\"enable\": true}} in config.json, and restart it.");
    }
    if (answer.message().contains("connection refused")) {
      return HopResult.broken(
          Diagnosis.METRICS_REFUSED,
          "pod %s, port %d: %s".formatted(pod.name(), port, answer.message()),
          "Start OVMS with --rest_port=%d, the port that its probes use.".formatted(port),
          "kubectl logs %s --namespace %s --tail=50".formatted(pod.name(), pod.namespace()));
    }
    if (answer.isForbidden()) {
      throw Unseen.because(answer);
    }
    throw new Unseen(
        "the API server does not get through to pod %s, port %d (%s); a NetworkPolicy may keep it out, or the pod is too busy to answer"
            .formatted(pod.name(), port, answer.message()));
  }

  private static String path(Pod pod, int port) {
    return "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
        .formatted(pod.namespace(), pod.name(), port);
  }
}
