package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Three nodes in two zones that kwok keeps ready. It also reports pods as running, except those
 * that {@link WorkloadRunner} runs.
 */
public final class NodeSimulator {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final List<String> NODES = List.of("node-1", "node-2", "node-3");

  /**
   * As the device plugins offer them.
   *
   * @see <a href="https://intel.github.io/intel-device-plugins-for-kubernetes/">Intel device
   *     plugins for Kubernetes</a>
   */
  private static final List<String> DEVICES =
      List.of("gpu.intel.com/i915", "gpu.intel.com/xe", "npu.intel.com/accel");

  private NodeSimulator() {}

  static void start(Servers servers, Path state, List<String> imagesOfOthers) {
    NODES.forEach(name -> servers.api().create("/api/v1/nodes", node(name)));
    Path stages = state.resolve("stages.yaml");
    TextFile.write(
        stages,
        TextFile.resource("stages.yaml").replace("IMAGES", String.join("|", imagesOfOthers)));
    servers.start(
        ControlPlaneBinary.KWOK,
        "--kubeconfig=" + servers.kubeconfig(Servers.ADMIN),
        "--config=" + stages,
        "--manage-all-nodes=true",
        "--cidr=10.244.192.0/18",
        "--node-ip=10.0.0.2",
        "--v=WARN",
        // Without a lease the node is not ready after 40 seconds, and its pods lose their
        // endpoints.
        "--node-lease-duration-seconds=40");
  }

  static void awaitReady(ApiClient api, Duration limit, Supplier<String> diagnosis) {
    Await.until(
        "all nodes ready",
        limit,
        diagnosis,
        () -> {
          List<JsonNode> nodes = api.list("/api/v1/nodes");
          long ready = nodes.stream().filter(node -> isTrue(node, "Ready")).count();
          return Await.Look.when(ready == NODES.size(), ready + " of " + NODES.size());
        });
  }

  /** Whether a condition of an object holds. */
  public static boolean isTrue(JsonNode object, String condition) {
    for (JsonNode each : object.at("/status/conditions")) {
      if (each.path("type").asText().equals(condition)) {
        return each.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private static JsonNode node(String name) {
    int number = NODES.indexOf(name) + 1;
    Map<String, String> resources =
        new HashMap<>(
            Map.of("cpu", "32", "memory", "128Gi", "ephemeral-storage", "1Ti", "pods", "110"));
    DEVICES.forEach(device -> resources.put(device, "8"));
    return JSON.valueToTree(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Node",
            "metadata",
            Map.of(
                "name",
                name,
                "labels",
                Map.of(
                    "kubernetes.io/hostname",
                    name,
                    "kubernetes.io/os",
                    "linux",
                    "kubernetes.io/arch",
                    "amd64",
                    "topology.kubernetes.io/zone",
                    "zone-" + (number % 2 + 1))),
            "status",
            Map.of("allocatable", resources, "capacity", resources)));
  }
}
