package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.OneLine;
import java.io.Serializable;

/**
 * An error or warning about a configuration.
 *
 * @param code the rule
 * @param path the construct and the option, such as {@code shop/resnet/model[resnet50].streams}
 * @param problem the value in quotes and the violated rule
 * @param fix how to fix it
 */
public record Finding(FindingCode code, String path, String problem, String fix)
    implements Serializable {

  private static final int LONGEST_PATH = 400;

  /** Sentences that list models or files may be of any length. */
  private static final int LONGEST_SENTENCE = 1_000;

  /** Escapes and shortens all parts to one line: user-defined ids may contain any text. */
  public Finding {
    path = OneLine.of(shortened(path), LONGEST_PATH);
    problem = OneLine.of(problem, LONGEST_SENTENCE);
    fix = OneLine.of(fix, LONGEST_SENTENCE);
  }

  /** Shortens a path; the option at the end is kept. */
  private static String shortened(String path) {
    int half = LONGEST_PATH / 2 - 1;
    return path.length() <= LONGEST_PATH
        ? path
        : path.substring(0, half) + "…" + path.substring(path.length() - half);
  }

  /** Returns whether this finding fails synthesis. */
  public Severity severity() {
    return code.severity();
  }

  /** Returns the finding as one line: code, path, problem and fix. */
  @Override
  public String toString() {
    return "%s %s: %s. %s".formatted(code.code(), path, problem, fix);
  }
}
