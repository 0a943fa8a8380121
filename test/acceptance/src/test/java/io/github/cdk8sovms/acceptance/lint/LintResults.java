package io.github.cdk8sovms.acceptance.lint;

import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The results of every linter for every application, computed once for all tests. */
public final class LintResults {
  /** What the examples and the golden files of all cases are. */
  public static final List<LintInput> OURS = LintInput.everything();

  /** The same model server as one would begin to write it. */
  public static final LintInput PLAIN =
      LintInput.of("cdk8s-plus", Manifest.of(PlainDeployment::define));

  /** The published recipe. */
  public static final LintInput RECIPE = LintInput.of("recipe", Repository.RECIPE);

  private static final List<LintFinding> FINDINGS = findings();

  private LintResults() {}

  public static List<LintFinding> of(LintInput input) {
    return FINDINGS.stream().filter(found -> found.application().equals(input.name())).toList();
  }

  /** What is found in the examples and golden files. */
  public static List<LintFinding> ours() {
    return OURS.stream().flatMap(input -> of(input).stream()).toList();
  }

  private static List<LintFinding> findings() {
    List<LintInput> inputs = Stream.concat(OURS.stream(), Stream.of(PLAIN, RECIPE)).toList();
    List<LintFinding> findings = new ArrayList<>();
    for (Linter linter : Linter.all()) {
      findings.addAll(linter.lint(inputs));
    }
    return findings;
  }
}
