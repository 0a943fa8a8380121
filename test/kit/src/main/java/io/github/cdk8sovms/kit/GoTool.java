package io.github.cdk8sovms.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in Go that checks the emitted objects. Its version is pinned in {@code
 * tools/<name>/go.mod}; {@code tools/provide.mjs} has built it before the tests.
 */
public enum GoTool {
  GRAFANA_DASHBOARD,
  GRAMMARS,
  K6,
  KUBECONFORM,
  KUBE_SCORE,
  POD_SECURITY,
  PROMTOOL,
  RCLONE,
  REPLICAS,
  TRIVY;

  /**
   * They end before their memory is worth a collection; up to here it takes a fifth of the time.
   */
  private static final Map<String, String> WITHOUT_COLLECTOR =
      Map.of("GOGC", "off", "GOMEMLIMIT", "1GiB");

  private final String program = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Path module = Repository.ROOT.resolve("tools").resolve(program);

  public Command run(Path directory, List<String> arguments) {
    return run(directory, Map.of(), arguments);
  }

  public Command run(Path directory, Map<String, String> environment, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(path()));
    words.addAll(arguments);
    Map<String, String> all = new LinkedHashMap<>(WITHOUT_COLLECTOR);
    all.putAll(environment);
    return Command.run(directory, all, words);
  }

  /** The version of a module that is pinned. */
  public String version(String dependency) {
    Matcher pinned =
        Pattern.compile(Pattern.quote(dependency) + " v(\\S+)")
            .matcher(Repository.read(module.resolve("go.mod")));
    if (!pinned.find()) {
      throw new AssertionError(module.resolve("go.mod") + " does not pin " + dependency);
    }
    return pinned.group(1);
  }

  /** The same, with a file as its input. */
  public Command runOn(Path input, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\""));
    words.add(input.toString());
    words.add(path());
    words.addAll(arguments);
    return Command.run(input.getParent(), WITHOUT_COLLECTOR, words);
  }

  /** The program. */
  public String path() {
    Path target = module.resolve("target");
    Path binary = target.resolve(program);
    if (!Files.exists(binary)) {
      binary = target.resolve(program + ".exe");
    }
    if (!Files.exists(binary)) {
      throw new AssertionError(
          "tools/%1$s is not built. Maven does it before the tests; elsewhere run: node tools/provide.mjs %1$s"
              .formatted(program));
    }
    return binary.toString();
  }
}
