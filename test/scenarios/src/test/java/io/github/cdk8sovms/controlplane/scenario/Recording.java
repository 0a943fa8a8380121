package io.github.cdk8sovms.controlplane.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All moments of a trial so far. */
final class Recording {
  private static final double SPAN_SECONDS = 5;

  private final List<Moment> moments = new CopyOnWriteArrayList<>();

  void add(Moment moment) {
    moments.add(moment);
  }

  Moment last() {
    return moments.get(moments.size() - 1);
  }

  List<Moment> since(double seconds) {
    return moments.stream().filter(moment -> moment.seconds() >= seconds).toList();
  }

  List<Moment> between(double from, double to) {
    return since(from).stream().filter(moment -> moment.seconds() <= to).toList();
  }

  /** The first since a time that is so; there must be one. */
  Moment first(double since, Predicate<Moment> is) {
    return since(since).stream().filter(is).findFirst().orElseThrow();
  }

  boolean isEmpty() {
    return moments.isEmpty();
  }

  /** A line for every five seconds. */
  String csv() {
    Map<Long, List<Moment>> spans =
        moments.stream()
            .collect(
                Collectors.groupingBy(
                    moment -> (long) (moment.seconds() / SPAN_SECONDS),
                    TreeMap::new,
                    Collectors.toList()));
    return spans.values().stream()
        .map(Moment::csv)
        .collect(Collectors.joining("\n", Moment.CSV_HEADER + "\n", "\n"));
  }
}
