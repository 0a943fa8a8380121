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

  /** Keeps everything on one line: paths hold ids of the user's, which may be anything. */
  public Finding {
    path = Findings.onOneLine(path);
    problem = Findings.onOneLine(problem);
    fix = Findings.onOneLine(fix);
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
