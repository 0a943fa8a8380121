package io.github.cdk8sovms.emulator;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server reads of a graph: its file, as far as load depends on it.
 *
 * @param name that requests give
 * @param text of graph.pbtxt; empty if it is on a volume that is not known here
 * @param hasWeights whether the files that it names are there
 */
record GraphSettings(String name, String text, boolean hasWeights) {
  private static final Pattern WEIGHTS = Pattern.compile("models_path: \"([^\"]+)\"");

  /** As getGraphQueueSize in src/mediapipe_internal/mediapipegraphdefinition.cpp reads it. */
  private static final Pattern POOL =
      Pattern.compile(
          "(?:^|\\n)\\s*#\\s*OVMS_GRAPH_QUEUE_MAX_SIZE\\s*:\\s*(\\S+)\\s*(?:\\r?\\n|$)");

  /**
   * @param files of the container: the texts of small ones, and the names of those of claims
   */
  static GraphSettings read(String name, String directory, Map<String, String> files) {
    String text = files.getOrDefault(directory + "/graph.pbtxt", "");
    Matcher weights = WEIGHTS.matcher(text);
    return new GraphSettings(name, text, !weights.find() || isThere(weights.group(1), files));
  }

  /** Nothing is known of directories below no claim, such as those of image volumes. */
  private static boolean isThere(String directory, Map<String, String> files) {
    boolean isListed =
        files.keySet().stream()
            .anyMatch(file -> file.endsWith("/") && (directory + "/").startsWith(file));
    return !isListed
        || files.keySet().stream()
            .anyMatch(file -> !file.endsWith("/") && file.startsWith(directory + "/"));
  }

  /** How many graphs there are at most; empty if each request has one made. */
  OptionalInt pool(OvmsRelease release, int restWorkers, int cores) {
    Matcher pool = POOL.matcher(text);
    if (!release.poolsGraphs() || !pool.find() || pool.group(1).equals("0")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        pool.group(1).equals("AUTO")
            ? Math.min(restWorkers, cores)
            : Math.min(Integer.parseInt(pool.group(1)), ServerSettings.CORES_OF_NODE));
  }

  /** Whether its paths have separate threads from those of probes and scrapes. */
  boolean streams() {
    return text.contains("HttpLLMCalculator") || text.contains("S2tCalculator");
  }
}
