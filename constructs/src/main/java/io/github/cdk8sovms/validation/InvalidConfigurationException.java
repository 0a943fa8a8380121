package io.github.cdk8sovms.validation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says everything that is wrong with a construct. Thrown by {@code build()} before anything of the
 * construct exists.
 *
 * <p>Its stack trace begins at the line of the user's program that called {@code build()}; frames
 * of this library and of jsii are left out.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** More is a mistake of a loop, and nothing that anyone reads. */
  private static final int MOST_LINES = 200;

  private final Finding[] findings;

  /**
   * An exception whose message lists the findings on a line each, the first 200.
   *
   * @param findings at least one finding
   */
  public InvalidConfigurationException(List<Finding> findings) {
    super(describe(findings));
    this.findings = findings.toArray(Finding[]::new);
    UserFrames.keepIn(this);
  }

  /** The findings, in the order of the checks. */
  public List<Finding> findings() {
    return List.of(findings);
  }

  private static String describe(List<Finding> findings) {
    String count = findings.size() == 1 ? "1 mistake" : findings.size() + " mistakes";
    int more = findings.size() - MOST_LINES;
    return findings.stream()
        .limit(MOST_LINES)
        .map(finding -> "\n  " + finding)
        .collect(
            Collectors.joining(
                "", count + " in the configuration:", more > 0 ? "\n  and " + more + " more" : ""));
  }
}
