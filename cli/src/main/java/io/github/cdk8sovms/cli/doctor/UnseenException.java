package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something cannot be looked at, so nobody can say whether it is broken. */
final class UnseenException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern MISSING_RIGHT =
      Pattern.compile(
          "cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
              + "(?: in the namespace \"([^\"]+)\")?");

  UnseenException(String why) {
    super(why, null, false, false);
  }

  /** Why an answer is none. */
  static UnseenException because(Answer answer) {
    return new UnseenException(answer.isForbidden() ? missingRight(answer) : answer.message());
  }

  /** Why, for the report. */
  String why() {
    return String.valueOf(getMessage());
  }

  static String missingRight(Answer answer) {
    Matcher right = MISSING_RIGHT.matcher(answer.message());
    if (!right.find()) {
      return "you may not look: " + answer.message();
    }
    String group = right.group(3).isEmpty() ? "" : "." + right.group(3);
    return "you lack the right to %s %s%s in %s"
        .formatted(
            right.group(1),
            right.group(2),
            group,
            Optional.ofNullable(right.group(4))
                .map(namespace -> "namespace " + namespace)
                .orElse("all namespaces"));
  }
}
