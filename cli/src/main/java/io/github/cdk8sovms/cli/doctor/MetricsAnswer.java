package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.serving.OvmsMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    String query = surroundings.query();
    return query.isEmpty() ? OF_THE_RATIO : OvmsQuery.series(query);
  }

  /** Those of them that a server exports; others are made by rules or relabelling. */
  static List<String> exported(Surroundings surroundings) {
    return needed(surroundings).stream().filter(MetricsAnswer::isOfServer).toList();
  }

  static boolean isOfServer(String series) {
    return Arrays.stream(OvmsMetric.values()).anyMatch(metric -> metric.series().equals(series));
  }

  /** Whether a pod was seen to export a series. */
  static boolean isSeen(Surroundings surroundings, String series) {
    try {
      return surroundings.readyPods().stream()
          .map(pod -> answer(surroundings, pod))
          .flatMap(Optional::stream)
          .anyMatch(answer -> answer.isOk() && has(answer, series));
    } catch (UnseenException e) {
      return false;
    }
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    List<Pod> pods = surroundings.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no pod to ask");
    }
    List<String> exported = exported(surroundings);
    for (Pod pod : pods) {
      OptionalInt port = pod.server().restPort();
      if (port.isEmpty()) {
        return new HopResult.NotSeen(
            "pod " + pod.name() + " has no port that is named rest or http");
      }
      Answer answer = answer(surroundings, pod).orElseThrow();
      if (!answer.isOk()) {
        return MetricsRefusal.of(surroundings, pod, port.getAsInt(), answer);
      }
      if (answer.isWebPage()) {
        throw new UnseenException(
            "pod %s, port %d answers with a web page, so a login page or a gateway stands before it"
                .formatted(pod.name(), port.getAsInt()));
      }
      // A query may do without some of them; whether it does is seen where it is evaluated.
      if (!exported.isEmpty() && exported.stream().noneMatch(series -> has(answer, series))) {
        return WithoutSeries.of(surroundings, pod, path(pod, port.getAsInt()), answer);
      }
      UnreachableTarget.note(surroundings, pod, answer.body(), oddities);
    }
    return HopResult.passed(
        "%d %s on port %d"
            .formatted(
                pods.size(),
                pods.size() == 1 ? "pod answers" : "pods answer",
                pods.get(0).server().restPort().orElseThrow()));
  }

  /** Only at the start of a line it is a sample; a histogram's goes on with a suffix. */
  private static boolean has(Answer answer, String series) {
    return ("\n" + answer.body()).contains("\n" + series);
  }

  private static Optional<Answer> answer(Surroundings surroundings, Pod pod) {
    OptionalInt port = pod.server().restPort();
    return port.isEmpty()
        ? Optional.empty()
        : Optional.of(surroundings.cluster().answer(path(pod, port.getAsInt())));
  }

  private static String path(Pod pod, int port) {
    return "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
        .formatted(pod.namespace(), pod.name(), port);
  }
}
