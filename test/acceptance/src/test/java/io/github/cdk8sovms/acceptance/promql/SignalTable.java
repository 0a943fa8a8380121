package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.replicas.FleetSituation;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The values of a signal on series, as a table: {@code what | series | all}. A line without a first
 * cell has more series for the row before. The columns after the series hold the value of the pod
 * resnet-0, or of several as {@code resnet-0 1 resnet-1 2}, or {@code -} for none:
 *
 * <ul>
 *   <li>{@code all}: with every aggregation
 *   <li>{@code max}, {@code mean}, {@code sum}: with this one
 *   <li>{@code resnet50}: of this model alone, as an autoscaler chooses it, with every aggregation
 * </ul>
 *
 * <p>The window is a minute with a scrape every 15 seconds, or the default with one every five.
 *
 * <p>The forms for a whole fleet are checked along. One is the sum of the pods, or nothing. The
 * other, which KEDA asks for, has pods without a value in it, see {@link FleetSituation}; and an
 * autoscaler that has it must ask for as many pods as one that has the values of the pods.
 */
final class SignalTable {
  private static final String NONE = "-";

  /** Below, at and above the values in the tables, which are ratios or milliseconds. */
  private static final double[] TARGETS = {0.4, 1, 2.5, 50, 200};

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LoadSignal signal;
  private final Duration scrapes;
  private final List<String> columns;
  private final List<List<String>> rows;

  /** With four scrapes in a window of a minute. */
  SignalTable(LoadSignal signal, String table) {
    this(signal.over(MINUTE), SeriesTests.USUAL, table);
  }

  /** With the windows that are derived from the scrape interval. */
  SignalTable(LoadSignal signal, Duration scrapes, String table) {
    this.signal = signal;
    this.scrapes = scrapes;
    List<List<String>> lines = new ArrayList<>();
    for (List<String> line : table.lines().map(SignalTable::cells).toList()) {
      if (line.get(0).isEmpty()) {
        List<String> row = lines.get(lines.size() - 1);
        row.set(1, row.get(1) + "; " + line.get(1));
      } else {
        lines.add(line);
      }
    }
    this.columns = lines.get(0);
    this.rows = lines.subList(1, lines.size());
  }

  /**
   * Whether Prometheus returns them, row by row; in the profile {@code extended}, whether the code
   * of the HPA controller asks for the same number of pods by either query.
   */
  Stream<DynamicTest> tests() {
    return System.getProperty("signal-table", "promtool").equals("replicas")
        ? Stream.of(sameReplicas())
        : rowsOfPrometheus();
  }

  private DynamicTest sameReplicas() {
    List<FleetSituation> situations = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> pods = Series.podsOf(Series.parse(row.get(1)));
      for (int column = 2; column < columns.size(); column++) {
        situations.addAll(situations(values(row.get(column)), pods));
      }
    }
    return DynamicTest.dynamicTest(
        "adapter and KEDA ask for the same number of pods",
        () -> FleetSituation.assertSameReplicas(situations));
  }

  private Stream<DynamicTest> rowsOfPrometheus() {
    SeriesTests tests = new SeriesTests(scrapes);
    for (List<String> row : rows) {
      assertThat(row).hasSameSizeAs(columns);
      List<SeriesTests.Question> questions = new ArrayList<>();
      List<Series> series = new ArrayList<>(Series.parse(row.get(1)));
      List<String> pods = Series.podsOf(series);
      for (int column = 2; column < columns.size(); column++) {
        Map<String, Double> values = values(row.get(column));
        addQuestions(questions, columns.get(column), values);
        addKeda(questions, columns.get(column), values, pods);
      }
      series.addAll(Series.scraped(pods));
      tests.add(row.get(0), series, questions);
    }
    Map<String, String> failures = tests.run();
    return rows.stream()
        .map(row -> row.get(0))
        .map(
            what ->
                DynamicTest.dynamicTest(
                    what, () -> assertThat(failures.get(what)).as(what).isEmpty()));
  }

  private void addQuestions(
      List<SeriesTests.Question> questions, String column, Map<String, Double> values) {
    boolean isOneModel = column.equals("resnet50");
    Map<String, Double> byPod = new LinkedHashMap<>();
    values.forEach((pod, value) -> byPod.put("{pod=\"" + pod + "\"}", value));
    Map<String, Double> ofFleet =
        values.isEmpty()
            ? Map.of()
            : Map.of("{}", values.values().stream().mapToDouble(Double::doubleValue).sum());
    for (Aggregation aggregation : aggregations(column)) {
      LoadSignal asked = signal.across(aggregation);
      questions.add(
          new SeriesTests.Question(
              AdapterQuery.of(
                  asked, isOneModel ? AdapterQuery.ONE_MODEL : AdapterQuery.TWO_PODS, scrapes),
              byPod));
      questions.add(
          new SeriesTests.Question(
              AdapterQuery.ofFleet(isOneModel ? asked.model("resnet50") : asked, scrapes),
              ofFleet));
    }
  }

  private void addKeda(
      List<SeriesTests.Question> questions,
      String column,
      Map<String, Double> values,
      List<String> pods) {
    boolean isOneModel = column.equals("resnet50");
    for (FleetSituation situation : situations(values, pods)) {
      for (Aggregation aggregation : aggregations(column)) {
        LoadSignal asked = signal.across(aggregation);
        questions.add(
            new SeriesTests.Question(
                KedaQuery.of(
                    isOneModel ? asked.model("resnet50") : asked, situation.target(), scrapes),
                situation.load().stream().boxed().collect(Collectors.toMap(it -> "{}", it -> it))));
      }
    }
  }

  private static List<FleetSituation> situations(Map<String, Double> values, List<String> pods) {
    return Arrays.stream(TARGETS)
        .mapToObj(
            target ->
                FleetSituation.running(
                    List.copyOf(values.values()), pods.size() - values.size(), target))
        .toList();
  }

  private static List<Aggregation> aggregations(String column) {
    return switch (column) {
      case "all", "resnet50" -> List.of(Aggregation.values());
      default -> List.of(Aggregation.valueOf(column.toUpperCase(Locale.ROOT)));
    };
  }

  private static Map<String, Double> values(String cell) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (cell.equals(NONE)) {
      return values;
    }
    String[] words = cell.split(" ");
    if (words.length == 1) {
      return Map.of("resnet-0", Double.valueOf(cell));
    }
    for (int i = 0; i < words.length; i += 2) {
      values.put(words[i], Double.valueOf(words[i + 1]));
    }
    return values;
  }

  private static List<String> cells(String line) {
    return Arrays.asList(
        Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new));
  }
}
