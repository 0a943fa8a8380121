package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The load of a fleet whose pods come and go. That of pods that stay is in the tables of the
 * signals. The target is 1.
 */
class KedaSeriesTest {
  private static final LoadSignal REQUESTS =
      LoadSignal.requestsPerStream().over(Duration.ofMinutes(1));
  private static final String INGRESS = "requests_of_ingress";
  private static final String BUSY = "requests 4x20, streams 2x20";
  private static final String SECOND = "; resnet-1 resnet50: requests 1x20, streams 2x20";

  private final SeriesTests tests = new SeriesTests();
  private final List<String> names = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> podsThatComeAndGo() {
    load("both measured", BUSY + SECOND, Map.of("resnet-0", "1x20", "resnet-1", "1x20"), 2.5);
    load("one loads: its place is filled", BUSY, up("1x20"), 2.0);
    load("one cannot be read, its values have left the window", BUSY, up("1x16 0x4"), 2.0);
    load("one loads beside one below the target", "requests 1x20, streams 2x20", up("1x20"), 1.5);
    load(
        "one has ended, its values are in the window still",
        BUSY + "; resnet-1 resnet50: requests 4x18 stale, streams 2x18 stale",
        up("1x18 stale"),
        2.0);
    load(
        "one has a scrape that failed, its values are in the window still",
        BUSY + "; resnet-1 resnet50: requests 4x18 stale, streams 2x18 stale",
        up("1x18 0x2"),
        4.0);
    load("nothing is known of any", BUSY, Map.of(), null);
    load("none has a value", "requests 0x20, streams 0x20", up("1x20"), null);
    return run();
  }

  @TestFactory
  Stream<DynamicTest> podsThatMayAllBeGone() {
    rest("no pods, nothing comes in", "", Map.of(), "0x20", 0.0);
    rest("no pods, something comes in", "", Map.of(), "2x20", null);
    rest("no pods, the ingress is unknown", "", Map.of(), "_x20", 0.0);
    rest("the first pod loads", "requests 0x20, streams 0x20", up("1x20"), "2x20", null);
    rest("pods at work", BUSY, Map.of("resnet-0", "1x20"), "2x20", 2.0);
    rest("pods at work, nothing comes in", BUSY, Map.of("resnet-0", "1x20"), "0x20", 2.0);
    rest("pods that Prometheus has lost", BUSY, Map.of("resnet-0", "1x18 stale"), "2x20", null);
    return run();
  }

  private void load(String what, String series, Map<String, String> up, Double expected) {
    add(what, KedaQuery.of(REQUESTS, 1), series, up, List.of(), expected);
  }

  private void rest(
      String what, String series, Map<String, String> up, String ingress, Double expected) {
    add(
        what,
        KedaQuery.atRest(REQUESTS, 1, INGRESS),
        series,
        up,
        List.of(new Series(INGRESS, ingress)),
        expected);
  }

  private void add(
      String what,
      String query,
      String series,
      Map<String, String> up,
      List<Series> more,
      Double expected) {
    List<Series> all = new ArrayList<>(series.isEmpty() ? List.of() : Series.parse(series));
    up.forEach(
        (pod, values) ->
            all.add(new Series("up{namespace=\"serving\",pod=\"" + pod + "\"}", values)));
    all.addAll(more);
    names.add(what);
    tests.add(
        what,
        all,
        List.of(
            new SeriesTests.Question(query, expected == null ? Map.of() : Map.of("{}", expected))));
  }

  /** The first pod answers, and the second one is as given. */
  private static Map<String, String> up(String ofSecond) {
    return Map.of("resnet-0", "1x20", "resnet-1", ofSecond);
  }

  private Stream<DynamicTest> run() {
    Map<String, String> failures = tests.run();
    return names.stream()
        .map(
            what ->
                DynamicTest.dynamicTest(
                    what, () -> assertThat(failures.get(what)).as(what).isEmpty()));
  }
}
