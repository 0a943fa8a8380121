package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.lint.LintException;
import io.github.cdk8sovms.acceptance.lint.LintFinding;
import io.github.cdk8sovms.acceptance.lint.LintInput;
import io.github.cdk8sovms.acceptance.lint.LintResults;
import io.github.cdk8sovms.acceptance.lint.Linter;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/security.md has the results of the linters. */
class SecurityDocTest {
  private static final Path FILE = Repository.ROOT.resolve("docs").resolve("security.md");
  private static final List<String> EXAMPLES =
      List.of("quickstart", "blog-recipe", "gpu-fleet", "chat", "kserve");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Tag("extended")
  @Test
  void figuresAreThoseOfTheLinters() {
    StringBuilder table = new StringBuilder("| what | objects |");
    Linter.all()
        .forEach(linter -> table.append(" %s %s |".formatted(linter.name(), linter.version())));
    table.append("\n|---|---:|").append("---:|".repeat(Linter.all().size())).append('\n');
    rows().forEach((what, inputs) -> table.append(row(what, inputs)));

    Golden.checkBlock(FILE, "linters", table.toString());
  }

  @Test
  void exceptionsAreThoseOfTheFile() {
    Map<String, List<LintException>> byReason =
        LintException.all().stream()
            .collect(
                Collectors.groupingBy(
                    exception -> "`" + exception.objects() + "` | " + exception.reason(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    StringBuilder table = new StringBuilder("| objects | reason | checks |\n|---|---|---|\n");
    byReason.forEach(
        (reason, exceptions) ->
            table.append(
                "| %s | %s |\n"
                    .formatted(
                        reason,
                        exceptions.stream()
                            .map(exception -> exception.linter() + " " + exception.check())
                            .collect(Collectors.joining("<br>")))));

    Golden.checkBlock(FILE, "exceptions", table.toString());
  }

  @Test
  void linkedFilesExist() {
    assertThat(LINK.matcher(Repository.read(FILE)).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(FILE.resolveSibling(link)).exists());
  }

  private static Map<String, List<LintInput>> rows() {
    Map<Boolean, List<LintInput>> cases =
        LintResults.OURS.stream()
            .collect(Collectors.partitioningBy(input -> EXAMPLES.contains(input.name())));
    Map<String, List<LintInput>> rows = new LinkedHashMap<>();
    for (String example : EXAMPLES) {
      rows.put(
          "`dist/%s.k8s.yaml`".formatted(example),
          cases.get(true).stream().filter(input -> input.name().equals(example)).toList());
    }
    rows.put("golden files of %d cases".formatted(cases.get(false).size()), cases.get(false));
    rows.put("cdk8s-plus' Deployment and Service", List.of(LintResults.PLAIN));
    rows.put("the published recipe", List.of(LintResults.RECIPE));
    return rows;
  }

  private static String row(String what, List<LintInput> inputs) {
    List<LintFinding> findings =
        inputs.stream().flatMap(input -> LintResults.of(input).stream()).toList();
    int objects = inputs.stream().mapToInt(input -> input.objects().size()).sum();
    return Linter.all().stream()
        .map(linter -> figure(linter, findings))
        .collect(Collectors.joining(" | ", "| " + what + " | " + objects + " | ", " |\n"));
  }

  /** Exceptions are for objects of this library; those for comparison have none. */
  private static String figure(Linter linter, List<LintFinding> all) {
    List<LintFinding> findings =
        all.stream().filter(finding -> finding.linter().equals(linter.name())).toList();
    long excepted =
        findings.stream()
            .filter(LintResults.ours()::contains)
            .filter(
                finding ->
                    LintException.all().stream().anyMatch(exception -> exception.covers(finding)))
            .count();
    return excepted == 0 ? "" + findings.size() : findings.size() + ", excepted " + excepted;
  }
}
