package io.github.cdk8sovms.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/** What tools/control-plane/build has built. */
public enum ControlPlaneBinary {
  ETCD("etcd"),
  KUBE_APISERVER("kube-apiserver"),
  /** Of the oldest supported version. */
  KUBE_APISERVER_OLDEST("kube-apiserver-oldest"),
  KUBE_CONTROLLER_MANAGER("kube-controller-manager"),
  KUBE_SCHEDULER("kube-scheduler"),
  KWOK("kwok"),
  PROMETHEUS("prometheus"),
  PROMETHEUS_ADAPTER("adapter"),
  PROMETHEUS_OPERATOR("operator"),
  PROMETHEUS_CONFIG_RELOADER("prometheus-config-reloader"),
  K6("k6"),
  KEDA_OPERATOR("keda-operator"),
  KEDA_ADAPTER("keda-adapter"),
  KEDA_WEBHOOKS("keda-webhooks");

  static final Path TOOLS = tools();

  private final String name;

  ControlPlaneBinary(String name) {
    this.name = name;
  }

  /** As configured, or in the directory that this JVM was started in, or in one above it. */
  private static Path tools() {
    String configured = System.getProperty("control-plane.tools");
    if (configured != null) {
      return Path.of(configured).toAbsolutePath();
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path above = start; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve("tools/control-plane/build"))) {
        return above.resolve("tools/control-plane");
      }
    }
    throw new IllegalStateException(
        "no tools/control-plane above " + start + "; set the system property control-plane.tools");
  }

  String fileName() {
    return name;
  }

  Path path() {
    Path path = TOOLS.resolve("target").resolve(name);
    if (!Files.isExecutable(path)) {
      throw new IllegalStateException(path + " is not there; run " + TOOLS.resolve("build"));
    }
    return path;
  }

  /** The version of a module that a go.mod pins, as its images are tagged. */
  static String pinnedVersion(String folder, String module) {
    return TextFile.read(TOOLS.resolve(folder).resolve("go.mod"))
        .lines()
        .map(line -> line.replace("require ", "").strip())
        .filter(line -> line.startsWith(module + " "))
        .map(line -> line.split(" ")[1])
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(folder + "/go.mod has no " + module));
  }
}
