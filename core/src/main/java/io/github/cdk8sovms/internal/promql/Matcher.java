package io.github.cdk8sovms.internal.promql;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A condition on a label; one that a series does not have is empty. */
record Matcher(String name, Kind kind, String value, Test test) {

  /** How a value is compared. */
  enum Kind {
    EQUAL,
    NOT_EQUAL,
    REGEX,
    NOT_REGEX
  }

  /** Compares a value; equal for matchers with equal text. */
  record Test(Kind kind, String value, Pattern pattern) {
    boolean holds(String actual) {
      return switch (kind) {
        case EQUAL -> actual.equals(value);
        case NOT_EQUAL -> !actual.equals(value);
        case REGEX -> pattern.matcher(actual).matches();
        case NOT_REGEX -> !pattern.matcher(actual).matches();
      };
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Test test && kind == test.kind && value.equals(test.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  static Matcher of(String name, Kind kind, String value, int position) {
    boolean isRegex = kind == Kind.REGEX || kind == Kind.NOT_REGEX;
    Pattern pattern = isRegex ? pattern(value, position) : Pattern.compile("");
    return new Matcher(name, kind, value, new Test(kind, value, pattern));
  }

  /** As Prometheus, which compares the whole value, in which a dot may be any character. */
  static Pattern pattern(String regex, int position) {
    try {
      return Pattern.compile("(?s:" + regex + ")");
    } catch (PatternSyntaxException e) {
      throw new PromQlException(
          position, "\"" + regex + "\" is not a regular expression: " + e.getDescription());
    }
  }

  boolean matches(Labels labels) {
    return test.holds(labels.get(name));
  }

  boolean matchesEmpty() {
    return test.holds("");
  }
}
