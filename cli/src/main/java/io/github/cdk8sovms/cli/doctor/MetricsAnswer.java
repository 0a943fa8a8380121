package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Checks that each pod serves /metrics, with the series that the query needs. */
record MetricsAnswer() implements Hop {
  private static final List<String> OF_THE_RATIO =
      List.of(OvmsMetric.CURRENT_REQUESTS.series(), OvmsMetric.STREAMS.series());

  @Override
  public String name() {
    return "metrics";
  }

  /** Returns the series that the query needs; those of the ratio if the query is not known. */
  static List<String> needed(HopContext context) {
    String query = context.query();
    return query.isEmpty() ? OF_THE_RATIO : OvmsQuery.series(query);
  }

  /** Returns those that a server exports; rules or relabelling produce the others. */
  static List<String> exported(HopContext context) {
    return needed(context).stream().filter(MetricsAnswer::isOfServer).toList();
  }

  static boolean isOfServer(String series) {
    return Arrays.stream(OvmsMetric.values()).anyMatch(metric -> metric.series().equals(series));
  }

  /** Returns whether a pod exports a series. */
  static boolean isSeen(HopContext context, String series) {
    try {
      return context.readyPods().stream()
          .map(pod -> answer(context, pod))
          .flatMap(Optional::stream)
          .anyMatch(answer -> answer.isOk() && has(answer, series));
    } catch (UnseenException e) {
      return false;
    }
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    List<Pod> pods = context.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no ready pod");
    }
    List<String> exported = exported(context);
    for (Pod pod : pods) {
      OptionalInt port = pod.server().restPort();
      if (port.isEmpty()) {
        return new HopResult.NotSeen(
            "pod " + pod.name() + " has no port with the name rest or http");
      }
      Answer answer = answer(context, pod).orElseThrow();
      if (!answer.isOk()) {
        return MetricsRefusal.of(context, pod, port.getAsInt(), answer);
      }
      if (answer.isWebPage()) {
        throw new UnseenException(
            "pod %s, port %d returns a web page, so a login page or a gateway is in front of it"
                .formatted(pod.name(), port.getAsInt()));
      }
      // A query may not need all of them; its evaluation in another hop shows that.
      if (!exported.isEmpty() && exported.stream().noneMatch(series -> has(answer, series))) {
        return WithoutSeries.of(context, pod, path(pod, port.getAsInt()), answer, exported);
      }
      UnreachableTarget.note(context, pod, answer.body(), notes);
    }
    return HopResult.passed(
        "%d %s on port %d"
            .formatted(
                pods.size(),
                pods.size() == 1 ? "pod serves metrics" : "pods serve metrics",
                pods.get(0).server().restPort().orElseThrow()));
  }

  /** Returns whether a line starts with the series; a histogram's name continues with a suffix. */
  private static boolean has(Answer answer, String series) {
    return ("\n" + answer.body()).contains("\n" + series);
  }

  private static Optional<Answer> answer(HopContext context, Pod pod) {
    OptionalInt port = pod.server().restPort();
    return port.isEmpty()
        ? Optional.empty()
        : Optional.of(context.cluster().answer(path(pod, port.getAsInt())));
  }

  private static String path(Pod pod, int port) {
    return "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
        .formatted(pod.namespace(), pod.name(), port);
  }
}
