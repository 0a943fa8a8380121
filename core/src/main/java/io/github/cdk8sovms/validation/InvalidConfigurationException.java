package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.UserFrames;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reports all errors of a construct. Thrown by {@code build()} before anything is created.
 *
 * <p>Its stack trace starts at the line of the user's program that called {@code build()}; frames
 * of this library and of jsii are removed.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** More findings are usually caused by a loop and are not useful. */
  private static final int MOST_LINES = 200;

  private final Finding[] findings;

  /**
   * Creates an exception with a message that lists the first 200 findings, one per line.
   *
   * @param findings at least one finding
   */
  public InvalidConfigurationException(List<Finding> findings) {
    super(describe(findings));
    this.findings = findings.toArray(Finding[]::new);
    UserFrames.keepIn(this);
  }

  /** Returns the findings, in the order of the checks. */
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
