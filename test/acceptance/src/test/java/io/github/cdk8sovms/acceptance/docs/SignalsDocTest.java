package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.promql.Signals;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.TargetRange;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/signals.md describes the signals as the code does. */
class SignalsDocTest {
  static final Path FILE = Repository.ROOT.resolve("docs").resolve("signals.md");

  private static final String TEXT = Repository.read(FILE);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void everySignalIsInTheTable() {
    assertThat(Signals.all().keySet())
        .map(call -> call.substring(0, call.indexOf('(')))
        .containsAll(factories().toList());
    StringBuilder table =
        new StringBuilder(
            "| `LoadSignal.` | metric | targets | default | window at least | reads |\n"
                + "|---|---|---:|---:|---|---|\n");
    Signals.all().forEach((call, signal) -> table.append(row(call, signal)));
    Golden.checkBlock(FILE, "signals", table.toString());
  }

  /** How to choose between the signals leaves none out. */
  @ParameterizedTest
  @MethodSource("factories")
  void itSaysWhenToUseASignal(String factory) {
    assertThat(TEXT.substring(TEXT.indexOf("## How to choose"), TEXT.indexOf("## The signals")))
        .contains("`" + factory + "(");
  }

  /** A signal has series with known values, and its rule is in a golden file. */
  @ParameterizedTest
  @MethodSource("factories")
  void testsHaveItsValuesAndItsRule(String factory) {
    Path tests = Repository.ROOT.resolve("test/acceptance/src/test/java");
    String call = "LoadSignal." + factory + "(";

    assertThat(Repository.filesBelow(tests))
        .filteredOn(file -> file.toString().endsWith("SeriesTest.java"))
        .as("tables of series")
        .anyMatch(file -> Repository.read(file).contains("SignalTable(\n            " + call));
    assertThat(Repository.filesBelow(tests))
        .filteredOn(file -> file.endsWith("SignalCases.java"))
        .as("golden case")
        .anyMatch(file -> Repository.read(file).contains(call));
  }

  private static Stream<String> factories() {
    return Arrays.stream(LoadSignal.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType().equals(LoadSignal.class))
        .map(Method::getName)
        .sorted();
  }

  @Test
  void theMessagesItShowsAreGiven() {
    String given =
        Repository.read(Repository.RESOURCES.resolve("bad-inputs").resolve("signals.txt"));

    assertThat(TEXT.lines().filter(line -> line.startsWith("  OVMS")))
        .hasSizeGreaterThanOrEqualTo(8)
        .allSatisfy(line -> assertThat(given).contains(line.replace(" shop/", " case/") + "\n"));
  }

  @Test
  void linkedFilesExist() {
    assertThat(LINK.matcher(TEXT).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(FILE.resolveSibling(link)).exists());
  }

  private static String row(String call, LoadSignal signal) {
    return String.join(
            " | ",
            "| `" + call + "`",
            "`" + signal.metricName() + "`",
            text(signal, SignalLink.of(signal).targets().low())
                + " to "
                + text(signal, SignalLink.of(signal).targets().high()),
            standard(signal),
            signal.fewestScrapes() + " scrapes",
            signal.needs().stream()
                .map(metric -> "`" + metric.series() + "`")
                .collect(Collectors.joining(", ")))
        + " |\n";
  }

  private static String standard(LoadSignal signal) {
    TargetRange targets = SignalLink.of(signal).targets();
    return targets.standard() == 0 ? "required" : text(signal, targets.standard());
  }

  private static String text(LoadSignal signal, double target) {
    String number =
        target == Math.rint(target) ? String.valueOf((long) target) : String.valueOf(target);
    return signal.unit() == LoadSignal.Unit.MILLISECONDS ? number + " ms" : number;
  }
}
