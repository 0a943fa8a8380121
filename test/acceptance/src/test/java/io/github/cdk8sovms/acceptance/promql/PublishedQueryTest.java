package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.LoadSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The query of the recipe that OpenVINO published beside that of this library, on the same series.
 * The table in docs/signals.md is written from it.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/operator/blob/main/docs/hpa_with_custom_metrics.md">Recipe</a>
 */
class PublishedQueryTest {
  private static final String PUBLISHED =
      AdapterQuery.fill(
          "avg(avg_over_time(ovms_current_requests{<<.LabelMatchers>>}[1m])"
              + " / avg_over_time(ovms_streams{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)",
          AdapterQuery.TWO_PODS);

  private static final String OURS =
      AdapterQuery.of(LoadSignal.requestsPerStream(), AdapterQuery.TWO_PODS);

  /** The pods that there are, in the last column. */
  private static final int PODS = 4;

  private static final double TOLERANCE = 0.1;

  /**
   * Series of a pod, and the values of both queries for it.
   *
   * @param ours empty if it has no value
   */
  private record Situation(String what, double published, OptionalDouble ours, String series) {

    List<SeriesTests.Question> questions() {
      return List.of(publishedQuestion(), new SeriesTests.Question(OURS, answer(ours)));
    }

    /** NaN is equal to nothing, also not to the NaN that is expected, so it is counted. */
    private SeriesTests.Question publishedQuestion() {
      return Double.isNaN(published)
          ? new SeriesTests.Question(
              "count by (pod) ((%1$s) != (%1$s))".formatted(PUBLISHED),
              answer(OptionalDouble.of(1)))
          : Double.isInfinite(published)
              ? new SeriesTests.Question(
                  "count by (pod) ((%s) == +Inf)".formatted(PUBLISHED),
                  answer(OptionalDouble.of(1)))
              : new SeriesTests.Question(PUBLISHED, answer(OptionalDouble.of(published)));
    }

    private static Map<String, Double> answer(OptionalDouble value) {
      return value.isPresent() ? Map.of("{pod=\"resnet-0\"}", value.getAsDouble()) : Map.of();
    }

    String toRow() {
      return "| "
          + String.join(
              " | ",
              what,
              text(published),
              ours.isPresent() ? text(ours.getAsDouble()) : "none",
              whatTheAutoscalerMakesOf(published))
          + " |\n";
    }

    private static String text(double value) {
      return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? "+Inf" : number(value);
    }

    private static String number(double value) {
      return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** With a target of 1, and how the adapter reads values that are no numbers. */
    private static String whatTheAutoscalerMakesOf(double value) {
      if (Double.isNaN(value)) {
        return "reads 0, removes all pods down to minReplicas";
      }
      if (Double.isInfinite(value)) {
        return "on amd64 reads the lowest integer, so minReplicas; on arm64 the highest, so maxReplicas";
      }
      long wanted =
          Math.abs(value - 1) <= TOLERANCE ? PODS : Math.max(1, (long) Math.ceil(value * PODS));
      return wanted == PODS
          ? "keeps " + PODS + " pods"
          : "wants " + wanted + (wanted == 1 ? " pod" : " pods");
    }
  }

  private final List<Situation> situations = new ArrayList<>();

  @Test
  void theTableOfTheDocsIsWhatPrometheusSays() {
    describeSituations();
    SeriesTests tests = new SeriesTests();
    for (Situation situation : situations) {
      tests.add(situation.what(), Series.parse(situation.series()), situation.questions());
    }

    assertThat(tests.run()).allSatisfy((what, failure) -> assertThat(failure).as(what).isEmpty());
    Golden.checkBlock(
        Repository.ROOT.resolve("docs").resolve("signals.md"),
        "published query",
        situations.stream()
            .map(Situation::toRow)
            .collect(
                Collectors.joining(
                    "",
                    "| situation | published query | this library | what the autoscaler makes of the"
                        + " published value |\n|---|---:|---:|---|\n",
                    "")));
  }

  private void describeSituations() {
    add("one model, as many requests wait as run", 2, 2, "requests 8x20, streams 4x20");
    add("idle", 0, 0, "requests 0x20, streams 4x20");
    add(
        "a new version took over, the old one is retired",
        Double.NaN,
        2,
        "resnet50/1: requests 0x20, streams 0x20; resnet50/2: requests 8x20, streams 4x20");
    add(
        "a model is added to a busy pod and loads",
        Double.NaN,
        2,
        "resnet50: requests 8x20, streams 4x20; bert: requests 0x20, streams 0x20");
    add("a new pod, its model still loads", Double.NaN, "requests 0x20, streams 0x20");
    add(
        "a pod restarted under load and loads again",
        Double.NaN,
        "requests 8x16 _x2 0x1, streams 4x16 _x2 0x1");
    add(
        "requests, but streams of 0 (`NUM_STREAMS` 0)",
        Double.POSITIVE_INFINITY,
        "requests 3x20, streams 0x20");
    add(
        "a busy model beside one with streams of 0",
        Double.POSITIVE_INFINITY,
        2,
        "resnet50: requests 8x20, streams 4x20; bert: requests 3x20, streams 0x20");
    add(
        "two versions are served, all clients use one",
        1,
        2,
        "resnet50/1: requests 0x20, streams 4x20; resnet50/2: requests 8x20, streams 4x20");
    add(
        "a busy model beside an idle one",
        2,
        4,
        "resnet50: requests 8x20, streams 2x20; bert: requests 0x20, streams 6x20");
    add(
        "one of five models is busy",
        0.4,
        2,
        "resnet50: requests 4x20, streams 2x20; a: requests 0x20, streams 2x20;"
            + " b: requests 0x20, streams 2x20; c: requests 0x20, streams 2x20;"
            + " d: requests 0x20, streams 2x20");
    add(
        "OVMS 2024.5 or newer, one infer request a stream, 100 requests wait",
        1,
        1,
        "requests 4x20, streams 4x20");
    add(
        "the same with four infer requests a stream, as this library writes",
        4,
        4,
        "requests 16x20, streams 4x20");
  }

  private void add(String what, double published, double ours, String series) {
    situations.add(new Situation(what, published, OptionalDouble.of(ours), series));
  }

  private void add(String what, double published, String series) {
    situations.add(new Situation(what, published, OptionalDouble.empty(), series));
  }
}
