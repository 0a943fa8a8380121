package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.promql.PromQlException;
import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the values of queries with those of Prometheus. promtool gets the values of this library
 * as what is expected, and is silent where they are the same to the last bit. Where it is not, its
 * values are read from its report, because a value that is not a number is never equal.
 */
final class PromtoolValues {
  /** What Go prints of a comparison that failed. */
  private static final Pattern DIFFERENCE =
      Pattern.compile(" # (\\d+)\", time: [^,]+,\\n +exp: .*\\n +got: (.*)");

  private static final Pattern ERROR = Pattern.compile(" # (\\d+)\", time: [^,]+, err: (.*)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(\\{(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"}])*}|[\\w:]+(?:\\{(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"}])*})?) (\\S+?)(?:, |$)");

  /** Of a sum whose order Prometheus leaves open. */
  private static final double LAST_BITS = 1e-12;

  private final List<Map<String, Object>> groups = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  /** The result of this library: values by labels, or an error. */
  private record Answer(String query, double time, Map<String, Double> values, String error) {
    boolean isError() {
      return !error.isEmpty();
    }
  }

  /**
   * Series that begin at 0 with a sample in each interval, and queries.
   *
   * @param times of each query, in seconds
   */
  void add(int intervalSeconds, List<Series> series, List<String> queries, List<Integer> times) {
    SeriesStore store = SyntheticSamples.store(series, intervalSeconds);
    List<Object> tests = new ArrayList<>();
    for (String query : queries) {
      for (int time : times) {
        Answer answer = answer(store, query, time);
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("expr", query + " # " + answers.size());
        test.put("eval_time", time + "s");
        test.put("exp_samples", answer.isError() ? NO_ANSWER : samples(answer.values()));
        tests.add(test);
        answers.add(answer);
      }
    }
    tests.add(afterAll(intervalSeconds));
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "group " + groups.size());
    group.put("interval", intervalSeconds + "s");
    group.put(
        "input_series",
        series.stream()
            .map(one -> new TreeMap<>(Map.of("series", one.series(), "values", one.values())))
            .toList());
    group.put("promql_expr_test", tests);
    groups.add(group);
  }

  /** Promtool loads samples until its last evaluation, whose times are multiples of a minute. */
  private static Map<String, Object> afterAll(int intervalSeconds) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("expr", "vector(1)");
    test.put("eval_time", RandomSamples.SAMPLES * intervalSeconds / 60 + 1 + "m");
    test.put("exp_samples", samples(Map.of("{}", 1.0)));
    return test;
  }

  private static final List<Object> NO_ANSWER =
      List.of(new TreeMap<>(Map.of("labels", "{no=\"answer\"}", "value", 0)));

  private static Answer answer(SeriesStore store, String text, int time) {
    try {
      Map<String, Double> values = new TreeMap<>();
      for (Query.Value value : Query.parse(text).at(store, time)) {
        values.put(labels(value.labels()), value.value());
      }
      return new Answer(text, time, values, "");
    } catch (PromQlException e) {
      return new Answer(text, time, Map.of(), e.getMessage());
    }
  }

  /** In one notation, whatever the order of labels. */
  static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static List<Object> samples(Map<String, Double> values) {
    List<Object> samples = new ArrayList<>();
    values.forEach(
        (labels, value) -> {
          Map<String, Object> sample = new LinkedHashMap<>();
          sample.put("labels", labels);
          sample.put("value", yaml(value));
          samples.add(sample);
        });
    return samples;
  }

  /** As Go's YAML reads it. */
  private static Object yaml(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? ".inf" : "-.inf") : (Object) value;
  }

  /**
   * How many answers were compared.
   *
   * @param all the comparisons
   * @param values those with a value
   * @param errors those in which both refuse the query
   * @param lastBits those that differ in the last bits only
   */
  record Summary(int all, int values, int errors, int lastBits) {}

  /** Runs Prometheus once for all, and fails where it says something else. */
  Summary compare(Path folder) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("evaluation_interval", "1m");
    file.put("tests", groups);
    Path tests = folder.resolve("tests.yml");
    Repository.write(
        tests,
        Manifest.json(file)
            .replace("\".nan\"", ".nan")
            .replace("\".inf\"", ".inf")
            .replace("\"-.inf\"", "-.inf"));
    String report =
        GoTool.PROMTOOL.run(folder, List.of("test", "rules", tests.toString())).output();
    Map<Integer, String> got = found(DIFFERENCE, report);
    Map<Integer, String> errors = found(ERROR, report);
    assertThat(report).as("a report of promtool").containsAnyOf("SUCCESS", "FAILED");
    List<String> wrong = new ArrayList<>();
    int lastBits = 0;
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      String theirs = got.get(i);
      if (errors.containsKey(i) != answer.isError()) {
        wrong.add(answer + "\n  promtool: " + errors.getOrDefault(i, String.valueOf(theirs)));
      } else if (theirs != null && !answer.isError()) {
        Map<String, Double> values = parse(theirs);
        if (!isEqual(answer.values(), values, LAST_BITS)) {
          wrong.add(answer + "\n  promtool: " + theirs);
        } else if (!isEqual(answer.values(), values, 0)) {
          lastBits++;
        }
      }
    }
    assertThat(wrong.stream().limit(10))
        .as("%d of %d answers differ".formatted(wrong.size(), answers.size()))
        .isEmpty();
    return new Summary(
        answers.size(),
        (int) answers.stream().filter(answer -> !answer.values().isEmpty()).count(),
        errors.size(),
        lastBits);
  }

  private static Map<Integer, String> found(Pattern pattern, String report) {
    Map<Integer, String> found = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(report);
    while (matcher.find()) {
      found.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
    }
    return found;
  }

  private static Map<String, Double> parse(String samples) {
    Map<String, Double> values = new TreeMap<>();
    if (samples.equals("nil")) {
      return values;
    }
    Matcher sample = SAMPLE.matcher(samples);
    int end = 0;
    while (sample.find() && sample.start() == end) {
      values.put(labels(SyntheticSamples.labels(sample.group(1))), number(sample.group(2)));
      end = sample.end();
    }
    assertThat(end).as(samples).isEqualTo(samples.length());
    return values;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  static boolean isEqual(Map<String, Double> ours, Map<String, Double> theirs, double tolerance) {
    return ours.keySet().equals(theirs.keySet())
        && ours.entrySet().stream()
            .allMatch(
                one -> {
                  double a = one.getValue();
                  double b = theirs.get(one.getKey());
                  return Double.isNaN(a) && Double.isNaN(b)
                      || a == b
                      || Math.abs(a - b)
                          <= tolerance * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
                });
  }
}
