package io.github.cdk8sovms.validation;

import java.io.Serializable;

/**
 * One thing that is wrong, or worth knowing, about a configuration.
 *
 * @param code the rule
 * @param path the construct and the option, such as {@code shop/resnet/model[resnet50].streams}
 * @param problem the value in quotes and the rule that it breaks
 * @param fix what to write instead
 */
public record Finding(FindingCode code, String path, String problem, String fix)
    implements Serializable {

  private static final int LONGEST_PATH = 400;

  /** A sentence that lists what there is, as models or files, may be of any length. */
  private static final int LONGEST_SENTENCE = 1_000;

  /** Keeps everything on one line of some length: ids of the user's may be anything. */
  public Finding {
    path = Findings.onOneLine(shortened(path), LONGEST_PATH);
    problem = Findings.onOneLine(problem, LONGEST_SENTENCE);
    fix = Findings.onOneLine(fix, LONGEST_SENTENCE);
  }

  /** The option is at the end. */
  private static String shortened(String path) {
    int half = LONGEST_PATH / 2 - 1;
    return path.length() <= LONGEST_PATH
        ? path
        : path.substring(0, half) + "…" + path.substring(path.length() - half);
  }

  /** Whether this finding stops synthesis. */
  public Severity severity() {
    return code.severity();
  }

  /** The finding as one line: code, path, problem and fix. */
  @Override
  public String toString() {
    return "%s %s: %s. %s".formatted(code.code(), path, problem, fix);
  }
}
