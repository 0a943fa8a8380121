package io.github.cdk8sovms.planning.manifest;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of a target that a query selects. Some stores rename those of namespace and pod, and
 * add others, such as that of the cluster.
 *
 * @param namespace the label with the namespace
 * @param pod the label with the name of the pod
 * @param others other labels that must have a value
 */
record SeriesLabels(String namespace, String pod, Map<String, String> others) {
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(?:ovms_\\w+|up)\\{((?:[^\"{}]|\"(?:[^\"\\\\]|\\\\.)*\")*)}");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Labels that a pod's own series have. */
  private static final Set<String> OF_SERIES =
      Set.of("name", "version", "method", "interface", "api", "protocol", "le", "code");

  /** Reads the labels from a query that selects pods of a workload by a pattern. */
  static SeriesLabels of(String query, String namespace, String workload) {
    String namespaceLabel = "namespace";
    String podLabel = "pod";
    Map<String, String> others = new TreeMap<>();
    Matcher selectors = SELECTOR.matcher(query);
    while (selectors.find()) {
      Matcher matchers = MATCHER.matcher(selectors.group(1));
      while (matchers.find()) {
        String label = matchers.group(1);
        String value = matchers.group(3).replace("\\\"", "\"").replace("\\\\", "\\");
        boolean isPattern = matchers.group(2).equals("=~");
        if (value.startsWith(workload + "-") || (isPattern && value.startsWith(workload))) {
          podLabel = label;
        } else if (value.equals(namespace) && label.contains("namespace")) {
          namespaceLabel = label;
        } else if (!isPattern && !OF_SERIES.contains(label)) {
          others.put(label, value);
        }
      }
    }
    return new SeriesLabels(namespaceLabel, podLabel, others);
  }
}
