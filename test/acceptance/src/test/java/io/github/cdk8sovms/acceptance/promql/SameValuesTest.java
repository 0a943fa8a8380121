package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan evaluates queries by itself, and gets the values that Prometheus would: of every query
 * that is emitted, and of queries that users may write. The tables of signals compare too, see
 * {@link SeriesTests}.
 */
class SameValuesTest {
  private static final List<String> PODS = List.of("resnet-0", "resnet-1", "resnet-2");
  private static final int[] INTERVALS = {5, 15};

  @TempDir Path folder;

  @Test
  void ofEveryQueryThatIsEmitted() {
    assertSameOfEmittedQueries(INTERVALS.length, true);
  }

  @Test
  @Tag("extended")
  void ofEveryQueryThatIsEmittedAndMoreSeries() {
    assertSameOfEmittedQueries(6, false);
  }

  /** Where queries take turns, each is evaluated with one of the intervals. */
  private void assertSameOfEmittedQueries(int seeds, boolean takeTurns) {
    List<String> queries = emitted();
    assertThat(queries).hasSizeGreaterThan(100);
    PromtoolValues values = new PromtoolValues();
    for (int seed = 0; seed < seeds; seed++) {
      int interval = INTERVALS[seed % INTERVALS.length];
      int turn = seed;
      List<String> evaluated =
          takeTurns
              ? IntStream.range(0, queries.size())
                  .filter(i -> i % seeds == turn)
                  .mapToObj(queries::get)
                  .toList()
              : queries;
      values.add(interval, emittedSeries(new Random(seed)), evaluated, times(interval));
    }

    PromtoolValues.Summary summary = values.compare(folder);

    System.out.println("emitted queries: " + summary);
    assertThat(summary.values()).isGreaterThan(summary.all() / 3);
  }

  @Test
  void ofQueriesThatUsersMayWrite() {
    assertSameOfGeneratedQueries(4);
  }

  @Test
  @Tag("extended")
  void ofMoreQueriesThatUsersMayWrite() {
    assertSameOfGeneratedQueries(40);
  }

  private void assertSameOfGeneratedQueries(int seeds) {
    PromtoolValues values = new PromtoolValues();
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      RandomQueries queries = new RandomQueries(random);
      int interval = INTERVALS[seed % INTERVALS.length];
      values.add(
          interval,
          new RandomSamples(random).of(PODS),
          Stream.generate(queries::next).limit(75).toList(),
          times(interval).subList(2, 5));
    }

    PromtoolValues.Summary summary = values.compare(folder);

    System.out.println("generated queries: " + summary);
    assertThat(summary.values()).isGreaterThan(summary.all() / 3);
    assertThat(summary.errors()).isPositive();
    assertThat(summary.lastBits()).isLessThan(summary.all() / 100);
  }

  /** The first sample of a range is out of it, and so is one of five minutes ago. */
  @Test
  void atTheEdgesOfRangesAndOfTheLookback() {
    PromtoolValues values = new PromtoolValues();
    values.add(
        15,
        List.of(new Series("edge", "1 2 3"), new Series("ended", "1 2 stale")),
        List.of(
            "edge",
            "ended",
            "edge offset 5m",
            "timestamp(edge)",
            "count_over_time(edge[15s])",
            "count_over_time(edge[30s])",
            "rate(edge[30s])",
            "sum_over_time(edge[1m] offset 5m)",
            "count_over_time(ended[1m])",
            "count_over_time(edge[5m:15s])"),
        List.of(15, 29, 30, 31, 45, 60, 329, 330, 331, 360));

    PromtoolValues.Summary summary = values.compare(folder);

    assertThat(summary.all()).isEqualTo(100);
    assertThat(summary.lastBits()).isZero();
  }

  /** Go and Java differ in the last bits of these functions. */
  @Test
  void ofFunctionsThatAreNotExact() {
    PromtoolValues values = new PromtoolValues();
    Random random = new Random(1);
    values.add(
        15,
        new RandomSamples(random).of(PODS),
        List.of(
            "exp(ovms_streams)",
            "ln(ovms_current_requests)",
            "log2(ovms_current_requests + 1)",
            "log10(ovms_inference_time_us_sum)",
            "ovms_current_requests ^ 1.5",
            "ovms_current_requests atan2 ovms_streams",
            "2 ^ 3 ^ 2 - -2 ^ 2"),
        times(15));

    assertThat(values.compare(folder).values()).isGreaterThan(20);
  }

  private static List<Integer> times(int interval) {
    return List.of(0, 6 * interval, 20 * interval + 2, 47 * interval - 1, 70 * interval + 3);
  }

  /** With the labels of every store, so that each query finds series. */
  private static List<Series> emittedSeries(Random random) {
    List<Series> all = new ArrayList<>();
    for (String workload : List.of("resnet", "demo-ovms", "bert")) {
      List<String> pods = List.of(workload + "-7d9c8b6f5-abcde", workload + "-7d9c8b6f5-0xyz1");
      for (Series series : new RandomSamples(random).of(pods)) {
        String pod = SyntheticSamples.labels(series.series()).get("pod");
        String more =
            "k8s_namespace_name=\"serving\",k8s_pod_name=\"%1$s\",kubernetes_namespace=\"serving\",kubernetes_pod_name=\"%1$s\",cluster=\"prod\","
                .formatted(pod);
        all.add(new Series(series.series().replace("{", "{" + more), series.values()));
      }
    }
    all.add(new Series("istio_requests_total{reporter=\"source\"}", "0+3x40 0x50"));
    all.add(
        new Series("queue_depth{namespace=\"serving\",pod=\"resnet-7d9c8b6f5-abcde\"}", "4x90"));
    return all;
  }

  private static List<String> emitted() {
    Set<String> queries = new LinkedHashSet<>();
    Stream.concat(
            GoldenCases.stored().stream().map(Repository::read).map(Manifest::parse),
            Repository.filesBelow(Repository.DIST).stream()
                .flatMap(file -> Manifest.of(Repository.read(file)).stream())
                .map(Manifest::tree))
        .forEach(
            object -> {
              queries.addAll(object.path("spec").path("triggers").findValuesAsText("query"));
              String config = object.path("data").path("config.yaml").asText();
              if (!config.isEmpty()) {
                Manifest.parse(config).findValuesAsText("metricsQuery").stream()
                    .map(SameValuesTest::filled)
                    .forEach(queries::add);
              }
            });
    for (LoadSignal plain : Signals.all().values()) {
      for (Aggregation aggregation : Aggregation.values()) {
        LoadSignal signal = plain.across(aggregation);
        queries.add(AdapterQuery.of(signal, "namespace=\"serving\",pod=~\"resnet-.*\""));
        queries.add(AdapterQuery.ofFleet(signal.model("resnet50")));
        queries.add(KedaQuery.of(signal, 0.25));
        queries.add(KedaQuery.atRest(signal, 1, "rate(istio_requests_total[1m])"));
      }
    }
    return List.copyOf(queries);
  }

  private static String filled(String template) {
    return AdapterQuery.fill(template, "namespace=\"serving\",pod=~\"resnet-.*\"")
        .replace("<<.Series>>", "ovms_request_time_us_count");
  }
}
