package io.github.cdk8sovms.acceptance;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in Go that checks what we emit. Its version is pinned in {@code tools/<name>/go.mod};
 * it is built once and kept in {@code tools/<name>/target}.
 */
enum GoTool {
  K6("k6", "go.k6.io/k6", "", ""),
  KUBECONFORM("kubeconform", "github.com/yannh/kubeconform/cmd/kubeconform", "", ""),
  KUBE_SCORE("kube-score", "github.com/zegl/kube-score/cmd/kube-score", "", ""),
  GRAMMARS("grammars", ".", "", ""),
  POD_SECURITY("pod-security", ".", "", ""),
  GRAFANA_DASHBOARD("grafana-dashboard", ".", "", ""),
  /** Service discovery other than Kubernetes' would make the build five times as long. */
  PROMTOOL(
      "promtool",
      "github.com/prometheus/prometheus/cmd/promtool",
      "remove_all_sd,enable_kubernetes_sd",
      ""),
  REPLICAS("replicas", ".", "", ""),
  /** It reads YAML with a package that Go 1.26 has as an experiment. */
  TRIVY("trivy", ".", "", "jsonv2");

  private final Path module;
  private final Path binary;
  private final String mainPackage;
  private final String tags;
  private final String experiment;
  private boolean built;

  GoTool(String name, String mainPackage, String tags, String experiment) {
    this.module = Repository.ROOT.resolve("tools").resolve(name);
    this.binary = module.resolve("target").resolve(name);
    this.mainPackage = mainPackage;
    this.tags = tags;
    this.experiment = experiment;
  }

  Command run(Path directory, List<String> arguments) {
    build();
    List<String> words = new ArrayList<>(List.of(binary.toString()));
    words.addAll(arguments);
    return Command.run(directory, words);
  }

  /** The version of a module that is pinned. */
  String version(String dependency) {
    Matcher pinned =
        Pattern.compile(Pattern.quote(dependency) + " v(\\S+)")
            .matcher(Repository.read(module.resolve("go.mod")));
    if (!pinned.find()) {
      throw new AssertionError(module.resolve("go.mod") + " does not pin " + dependency);
    }
    return pinned.group(1);
  }

  /** The same, with a file as its input. */
  Command runOn(Path input, List<String> arguments) {
    build();
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\""));
    words.add(input.toString());
    words.add(binary.toString());
    words.addAll(arguments);
    return Command.run(input.getParent(), words);
  }

  /** Asks Go each time, which does nothing if the pinned version is built already. */
  private synchronized void build() {
    if (built) {
      return;
    }
    if (!binary.toFile().exists()) {
      System.err.println("Building " + module + ", once; this can take minutes.");
    }
    Command build;
    try {
      build =
          Command.run(
              module,
              Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=readonly", "GOEXPERIMENT", experiment),
              List.of(
                  "go",
                  "build",
                  "-trimpath",
                  "-ldflags=-s -w",
                  "-tags=" + tags,
                  "-o",
                  binary.toString(),
                  mainPackage));
    } catch (UncheckedIOException e) {
      throw new AssertionError(
          "The tests need Go 1.26 or newer on the PATH. Install it from https://go.dev/dl.", e);
    }
    if (build.exitCode() != 0) {
      throw new AssertionError("go build in " + module + " failed:\n" + build.output());
    }
    built = true;
  }
}
