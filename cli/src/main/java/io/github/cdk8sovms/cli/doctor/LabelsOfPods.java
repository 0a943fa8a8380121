package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.internal.adapter.ConfiguredRule;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the labels that identify the pod in the series of an autoscaler. */
final class LabelsOfPods {
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*)\\s*=~?\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private LabelsOfPods() {}

  /**
   * Returns the labels in the adapter's rule, or those by which KEDA's query selects the namespace
   * and the pods; by default the standard ones.
   */
  static SeriesLabels of(HopContext context) {
    Optional<ConfiguredRule> rule = context.rule();
    if (rule.isPresent()) {
      return labels(rule.get().labelOf("namespace"), rule.get().labelOf("pod"));
    }
    String query = context.query();
    List<String> pods = context.pods().stream().map(Pod::name).toList();
    String namespace = context.autoscaler().namespace();
    return labels(
        chosenBy(query, value -> value.equals(namespace)),
        pods.isEmpty()
            ? Optional.empty()
            : chosenBy(query, value -> pods.stream().allMatch(pod -> matches(pod, value))));
  }

  private static SeriesLabels labels(Optional<String> namespace, Optional<String> pod) {
    return SeriesLabels.of(
        namespace.orElse(SeriesLabels.STANDARD.namespace()),
        pod.orElse(SeriesLabels.STANDARD.pod()));
  }

  /** Returns the first label of a query with such a value, except matchers for any value. */
  private static Optional<String> chosenBy(String query, Predicate<String> isSo) {
    return MATCHER
        .matcher(query)
        .results()
        .filter(found -> isSo.test(value(found)) && !matches("", value(found)))
        .filter(found -> !matches("!", value(found)))
        .map(found -> found.group(1))
        .findFirst();
  }

  private static String value(MatchResult found) {
    return found.group(2).replace("\\\\", "\\");
  }

  private static boolean matches(String text, String regex) {
    try {
      return text.matches(regex);
    } catch (PatternSyntaxException e) {
      return text.equals(regex);
    }
  }
}
