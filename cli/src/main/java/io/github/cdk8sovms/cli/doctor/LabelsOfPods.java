package io.github.cdk8sovms.cli.doctor;

import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** By which labels the series of an autoscaler say of which pod they are. */
final class LabelsOfPods {
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*)\\s*=~?\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private LabelsOfPods() {}

  /**
   * Those of the adapter's rule, which names them, or those by which KEDA's query chooses the
   * namespace and the pods; where neither tells, the usual ones.
   */
  static SeriesLabels of(Surroundings surroundings) {
    Optional<AdapterRuleView> rule = surroundings.rule();
    if (rule.isPresent()) {
      return labels(rule.get().labelOf("namespace"), rule.get().labelOf("pod"));
    }
    String query = surroundings.query();
    List<String> pods = surroundings.pods().stream().map(Pod::name).toList();
    String namespace = surroundings.autoscaler().namespace();
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

  /** The first label of a query whose matcher has such a value; one for anything says nothing. */
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
