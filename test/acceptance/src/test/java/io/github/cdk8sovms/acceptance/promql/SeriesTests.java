package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The values of expressions after 21 scrapes, evaluated by Prometheus in one run for all, and by
 * the plan.
 */
public final class SeriesTests {
  /** So that 21 scrapes take five minutes. */
  static final Duration USUAL = Duration.ofSeconds(15);

  private static final int SCRAPES = 21;

  private final Duration interval;
  private final List<Map<String, Object>> groups = new ArrayList<>();
  private final Map<String, String> ownFailures = new LinkedHashMap<>();

  /**
   * An expression and its expected value.
   *
   * @param answers the value by the labels of the result, exactly these; none if it has no value.
   *     NaN is no value that could be expected: it is equal to nothing
   */
  public record Question(String expression, Map<String, Double> answers) {

    /** The adapter takes thousandths; a millionth leaves out what is due to floating point. */
    private String rounded() {
      return "round((" + expression + "), 1e-6)";
    }

    /** The errors of this library's evaluation, if any. */
    private String ownFailure(SeriesStore store, Duration interval) {
      Map<String, Double> expected = new TreeMap<>();
      answers.forEach(
          (labels, value) ->
              expected.put(PromtoolValues.labels(SyntheticSamples.labels(labels)), value));
      Map<String, Double> actual = new TreeMap<>();
      for (Query.Value value : Query.parse(rounded()).at(store, evaluation(interval))) {
        actual.put(PromtoolValues.labels(value.labels()), value.value());
      }
      return PromtoolValues.isEqual(expected, actual, 1e-12)
          ? ""
          : "%s%n  expected %s%n  but the plan says %s%n".formatted(expression, expected, actual);
    }

    private Map<String, Object> toTest(Duration interval) {
      Map<String, Object> test = new LinkedHashMap<>();
      test.put("expr", rounded());
      test.put("eval_time", evaluation(interval) + "s");
      List<Object> samples = new ArrayList<>();
      answers.forEach(
          (labels, value) -> {
            Map<String, Object> sample = new LinkedHashMap<>();
            sample.put("labels", labels);
            sample.put("value", value);
            samples.add(sample);
          });
      test.put("exp_samples", samples);
      return test;
    }
  }

  public SeriesTests() {
    this(USUAL);
  }

  public SeriesTests(Duration interval) {
    this.interval = interval;
  }

  public void add(String what, List<Series> series, List<Question> questions) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", what);
    group.put("interval", interval.toSeconds() + "s");
    group.put(
        "input_series",
        series.stream()
            .map(one -> new TreeMap<>(Map.of("series", one.series(), "values", one.values())))
            .toList());
    group.put(
        "promql_expr_test", questions.stream().map(question -> question.toTest(interval)).toList());
    groups.add(group);
    SeriesStore store = SyntheticSamples.store(series, (int) interval.toSeconds());
    ownFailures.put(
        what,
        questions.stream()
            .map(one -> one.ownFailure(store, interval))
            .collect(Collectors.joining()));
  }

  private static long evaluation(Duration interval) {
    return interval.multipliedBy(SCRAPES - 1).toSeconds();
  }

  /** Runs all, and gives for each what is wrong with it, or nothing. */
  public Map<String, String> run() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("evaluation_interval", interval.toSeconds() + "s");
    file.put("fuzzy_compare", true);
    file.put("tests", groups);
    try {
      Path folder = Files.createTempDirectory("promtool");
      Path tests = folder.resolve("tests.yml");
      Path report = folder.resolve("report.xml");
      // Where a check below fails, too; in reverse order.
      List.of(folder, tests, report).forEach(path -> path.toFile().deleteOnExit());
      Repository.write(tests, Manifest.json(file));
      Command run =
          GoTool.PROMTOOL.run(
              folder, List.of("test", "rules", "--junit", report.toString(), tests.toString()));
      Map<String, String> failures = failures(Repository.read(report));
      assertThat(failures).as(run.output()).hasSameSizeAs(groups);
      assertThat(run.exitCode() == 0)
          .as(run.output())
          .isEqualTo(failures.values().stream().allMatch(String::isEmpty));
      Files.delete(tests);
      Files.delete(report);
      Files.delete(folder);
      failures.replaceAll((what, failure) -> failure + ownFailures.getOrDefault(what, ""));
      return failures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> failures(String report) {
    Map<String, String> failures = new LinkedHashMap<>();
    try {
      NodeList cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(report)))
              .getElementsByTagName("testcase");
      for (int i = 0; i < cases.getLength(); i++) {
        Element one = (Element) cases.item(i);
        failures.put(one.getAttribute("name"), one.getTextContent());
      }
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError("not a report of promtool:\n" + report, e);
    }
    return failures;
  }
}
