package io.github.cdk8sovms.planning.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model or graph in the configuration of a server.
 *
 * @param streams {@code NUM_STREAMS}; empty if OVMS chooses
 * @param inferRequests {@code nireq}; empty if OpenVINO chooses
 * @param isThroughput whether the device has the hint THROUGHPUT
 * @param isGraph whether it is a MediaPipe graph, such as a generative model
 * @param pool the size of the pool of a graph, if it is a number
 */
record ModelEntry(
    String name,
    String version,
    String device,
    Optional<Integer> streams,
    Optional<Integer> inferRequests,
    boolean isThroughput,
    boolean isGraph,
    Optional<Integer> pool) {

  /** Reads the fields that an entry of a configuration file has in common with arguments. */
  static ModelEntry model(String name, String device, Node nireq, Node plugin, Node policy) {
    return new ModelEntry(
        name,
        version(policy),
        device.isEmpty() ? "CPU" : device,
        plugin.at("NUM_STREAMS").integer().filter(streams -> streams > 0),
        nireq.integer().filter(requests -> requests > 0),
        plugin.at("PERFORMANCE_HINT").text().contains("THROUGHPUT"),
        false,
        Optional.empty());
  }

  static ModelEntry graph(String name, Optional<String> graphText) {
    return new ModelEntry(
        name,
        "1",
        "",
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        graphText.flatMap(ModelEntry::pool));
  }

  /** Devices of which {@code ovms_streams} shows infer requests instead of streams. */
  boolean isVirtualDevice() {
    return device.matches("(AUTO|HETERO|MULTI|BATCH)\\b.*");
  }

  /** Returns the infer requests that OpenVINO chooses for a number of streams. */
  int optimalInferRequests(int chosenStreams) {
    return !device.startsWith("CPU") && isThroughput ? 2 * chosenStreams : chosenStreams;
  }

  private static String version(Node policy) {
    List<Node> versions = new ArrayList<>(policy.at("specific", "versions").elements());
    return versions.isEmpty() ? "1" : versions.get(versions.size() - 1).text();
  }

  private static Optional<Integer> pool(String graphText) {
    return graphText
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("#\\s*OVMS_GRAPH_QUEUE_MAX_SIZE:\\s*[1-9]\\d{0,8}"))
        .map(line -> Integer.parseInt(line.replaceFirst(".*:\\s*", "")))
        .findFirst();
  }
}
