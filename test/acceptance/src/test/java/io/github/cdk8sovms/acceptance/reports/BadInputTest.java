package io.github.cdk8sovms.acceptance.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.constructs.IConstruct;

/**
 * The report of a mistake: one line for each mistake, with code, place, value, rule and fix. The
 * reports are golden files.
 */
class BadInputTest {
  /** By file and input; a program takes longer than all that is done with its findings. */
  private static final Map<String, Map<String, List<Finding>>> FOUND = new HashMap<>();

  /** Parameters of factories and what several methods set, which reports name as fields. */
  private static final Set<String> OF_NO_METHOD = Set.of("id", "scope", "synth", "metric", "query");

  /** As sources declare it: reading them takes a tenth of the time that reading classes does. */
  private static final Pattern METHOD = Pattern.compile("\\bpublic [^;={(]*?\\b(\\w+)\\(");

  /** The public ones, and what is an option without one. */
  private static final Set<String> METHODS = methods();

  private static final Pattern OPTION = Pattern.compile("[^.]*\\.([A-Za-z]+)");

  /** Inputs by the file that has the reports of them. */
  private static Map<String, Map<String, Consumer<Chart>>> inputs() {
    Map<String, Map<String, Consumer<Chart>>> inputs = new LinkedHashMap<>();
    inputs.put("servers", BadServers.all());
    inputs.put("scaling", BadScaling.all());
    inputs.put("signals", BadSignals.all());
    inputs.put("security", BadSecurity.all());
    inputs.put("meshes", BadMeshes.all());
    inputs.put("pods", BadPods.all());
    inputs.put("keda", BadKeda.all());
    inputs.put("devices", BadDevices.all());
    inputs.put("alerts", BadAlerts.all());
    inputs.put("dashboards", BadDashboards.all());
    inputs.put("load", BadLoads.all());
    inputs.put("gitops", BadGitOps.all());
    inputs.put("existing-prometheus", BadExistingPrometheus.all());
    inputs.put("texts", BadTexts.all());
    inputs.put("combinations", BadCombinations.all());
    inputs.put("patches", BadPatches.all());
    inputs.put("exposures", BadExposures.all());
    inputs.put("headrooms", BadHeadrooms.all());
    inputs.put("starts", BadStarts.all());
    inputs.put("generative", BadGenerative.all());
    inputs.put("kserve", BadKServe.all());
    return inputs;
  }

  static Set<String> files() {
    return inputs().keySet();
  }

  @ParameterizedTest
  @MethodSource("files")
  void mistakesAreReported(String file) {
    checkReports(file, found(file));
  }

  @Test
  void everyKindOfFindingHasABadInput() {
    Set<FindingCode> found = EnumSet.noneOf(FindingCode.class);
    files().stream()
        .flatMap(file -> found(file).values().stream())
        .flatMap(List::stream)
        .forEach(finding -> found.add(finding.code()));

    assertThat(found).containsExactlyInAnyOrder(FindingCode.values());
  }

  private static Map<String, List<Finding>> found(String file) {
    return FOUND.computeIfAbsent(
        file,
        it -> {
          Map<String, List<Finding>> found = new LinkedHashMap<>();
          inputs().get(it).forEach((what, input) -> found.put(what, findings(input)));
          return found;
        });
  }

  /** A path that ends in the name of no method would send the user to an option that is none. */
  @ParameterizedTest
  @MethodSource("files")
  void pathsEndInMethodsOfTheLibrary(String file) {
    assertThat(
            found(file).values().stream()
                .flatMap(List::stream)
                .map(Finding::path)
                .filter(path -> !METHODS.contains(optionOf(path))))
        .isEmpty();
  }

  private static Set<String> methods() {
    Set<String> methods = new HashSet<>(OF_NO_METHOD);
    Stream.of("core", "constructs")
        .map(module -> Repository.ROOT.resolve(module).resolve("src/main/java"))
        .flatMap(sources -> Repository.filesBelow(sources).stream())
        .flatMap(file -> METHOD.matcher(Repository.read(file)).results())
        .forEach(method -> methods.add(method.group(1)));
    return methods;
  }

  /** The method after the construct and its parts, without keys and fields. */
  private static String optionOf(String path) {
    Matcher option = OPTION.matcher(path.replaceAll("\\[[^\\]]*\\]", ""));
    return option.lookingAt() ? option.group(1) : "";
  }

  private static void checkReports(String group, Map<String, List<Finding>> inputs) {
    StringBuilder reports = new StringBuilder();
    inputs.forEach(
        (what, findings) -> {
          assertThat(findings).as(what).isNotEmpty();
          assertThat(findings)
              .as(what)
              .allSatisfy(finding -> assertThat(finding.toString().lines()).hasSize(1));
          reports.append(what).append('\n');
          findings.forEach(finding -> reports.append("  ").append(finding).append('\n'));
        });
    Golden.check(
        Repository.RESOURCES.resolve("bad-inputs").resolve(group + ".txt"), reports.toString());
  }

  /** The findings on an input: errors, which end it, or warnings, which do not. */
  static List<Finding> findings(Consumer<Chart> input) {
    Chart chart = new Chart(new App(), "case");
    try {
      input.accept(chart);
    } catch (InvalidConfigurationException e) {
      assertNothingIsLeftOf(chart, e.findings().get(0));
      return e.findings();
    }
    List<Finding> warnings = new ArrayList<>();
    for (IConstruct construct : chart.getNode().getChildren()) {
      if (construct instanceof Component component) {
        warnings.addAll(component.findings());
      }
    }
    return warnings;
  }

  private static void assertNothingIsLeftOf(Chart chart, Finding finding) {
    if (finding.code() == FindingCode.DUPLICATE_ID) {
      return; // what has the path is the other construct
    }
    if (finding.code() == FindingCode.SYNC_WAVES_LATE) {
      return; // what has the path is the chart
    }
    // A construct that is left is a child of the chart, or below one.
    assertThat(chart.getNode().getChildren())
        .extracting(construct -> construct.getNode().getPath())
        .noneMatch(path -> finding.path().startsWith(path + "/"))
        .noneMatch(path -> finding.path().startsWith(path + "."));
  }
}
