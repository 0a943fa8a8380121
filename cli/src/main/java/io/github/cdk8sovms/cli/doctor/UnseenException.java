package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something cannot be checked, so its state is unknown. */
final class UnseenException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern MISSING_PERMISSION =
      Pattern.compile(
          "cannot (\\w+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
              + "(?: in the namespace \"([^\"]+)\")?");

  UnseenException(String why) {
    super(why, null, false, false);
  }

  /** Returns an exception with the reason of an error response. */
  static UnseenException because(Answer answer) {
    return new UnseenException(answer.isForbidden() ? missingPermission(answer) : answer.message());
  }

  /** Returns the reason, for the report. */
  String why() {
    return String.valueOf(getMessage());
  }

  static String missingPermission(Answer answer) {
    Matcher right = MISSING_PERMISSION.matcher(answer.message());
    if (!right.find()) {
      return "access is denied: " + answer.message();
    }
    String group = right.group(3).isEmpty() ? "" : "." + right.group(3);
    return "you lack permission to %s %s%s in %s"
        .formatted(
            right.group(1),
            right.group(2),
            group,
            Optional.ofNullable(right.group(4))
                .map(namespace -> "namespace " + namespace)
                .orElse("all namespaces"));
  }
}
