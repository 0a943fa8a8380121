package io.github.cdk8sovms.validation.internal;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects the findings of one construct, so that all are reported together.
 *
 * <p>{@link #within(String)} returns a view that adds to the same collection with a longer path.
 */
public final class Findings {
  private static final int LONGEST_QUOTE = 80;

  private final List<Finding> collected;
  private final Supplier<String> path;

  private Findings(List<Finding> collected, Supplier<String> path) {
    this.collected = collected;
    this.path = path;
  }

  /**
   * Returns an empty collection.
   *
   * @param path the path of the construct; evaluated only if there is a finding, and only once
   */
  public static Findings at(Supplier<String> path) {
    return new Findings(new ArrayList<>(), once(path));
  }

  private static Supplier<String> once(Supplier<String> path) {
    return new Supplier<>() {
      private @Nullable String known;

      @Override
      public String get() {
        if (known == null) {
          known = path.get();
        }
        return known;
      }
    };
  }

  /**
   * Returns a view of the same collection for a part of the construct, such as {@code
   * model[resnet50]}.
   */
  public Findings within(String part) {
    return new Findings(collected, () -> path.get() + "/" + part);
  }

  /**
   * Adds a finding.
   *
   * @param option the builder method or field of the value
   * @param problem the quoted value and the violated rule, without a full stop
   * @param fix a sentence with the fix
   */
  public void add(FindingCode code, String option, String problem, String fix) {
    collected.add(new Finding(code, path.get() + "." + option, problem, fix));
  }

  /** Adds a finding unless the condition holds. */
  public void require(
      boolean condition, FindingCode code, String option, String problem, String fix) {
    if (!condition) {
      add(code, option, problem, fix);
    }
  }

  /**
   * Checks that at most one of several alternative options is set.
   *
   * @param options those that are set, in the order of the calls; the last one is reported
   * @param what what each of them sets, such as "the scrape interval"
   */
  public void requireOneOf(Set<String> options, String what) {
    if (options.size() > 1) {
      List<String> inOrder = List.copyOf(options);
      add(
          FindingCode.CONTRADICTION,
          inOrder.get(inOrder.size() - 1),
          inOrder.stream().map(Findings::quote).collect(Collectors.joining(" and "))
              + " each set "
              + what,
          "Keep one of them.");
    }
  }

  /** Returns all findings, in order. */
  public List<Finding> all() {
    return List.copyOf(collected);
  }

  /**
   * Completes the validation of a construct.
   *
   * @return the warnings; each has been logged as one line to standard error, or to {@link
   *     System.Logger} if the program has configured logging
   * @throws InvalidConfigurationException if there is an error; it lists every error
   */
  public List<Finding> orThrow() {
    List<Finding> errors = ofSeverity(Severity.ERROR);
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    List<Finding> warnings = ofSeverity(Severity.WARNING);
    WarningLog.write(warnings);
    return warnings;
  }

  /**
   * Returns a value in quotes for a message: control characters are escaped, so that a report has
   * one line per finding, passwords are redacted, and a long value is shortened.
   */
  public static String quote(Object value) {
    String text = Redaction.of(String.valueOf(value));
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().limit(LONGEST_QUOTE).forEach(c -> OneLine.appendEscaped(quoted, c));
    return quoted
        .append(text.codePointCount(0, text.length()) > LONGEST_QUOTE ? "…\"" : "\"")
        .toString();
  }

  private List<Finding> ofSeverity(Severity severity) {
    return collected.stream().filter(finding -> finding.severity() == severity).toList();
  }
}
