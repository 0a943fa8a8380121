package io.github.cdk8sovms.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in Python that checks or serves the emitted objects. Its packages are pinned with their
 * hashes in {@code tools/<name>/requirements.txt}; {@code tools/provide.mjs} has installed them
 * before the tests.
 */
public enum PythonTool {
  CHECKOV("checkov", "check.py"),
  KSERVE_SERVER("kserve-server", "serve.py");

  private final Path folder;
  private final Path script;
  private final Path requirements;
  private final Path environment;

  PythonTool(String name, String script) {
    this.folder = Repository.ROOT.resolve("tools").resolve(name);
    this.script = folder.resolve(script);
    this.requirements = folder.resolve("requirements.txt");
    this.environment = folder.resolve("target").resolve("venv");
  }

  public Command run(Path directory, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(python(), script.toString()));
    words.addAll(arguments);
    return Command.run(
        directory, Map.of("LOG_LEVEL", "ERROR", "PYTHONDONTWRITEBYTECODE", "1"), words);
  }

  /** The same without waiting for its end; what it prints as errors goes where the tests' does. */
  public Process start(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(python(), script.toString()));
    words.addAll(arguments);
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The version of a package that is pinned. */
  public String version(String dependency) {
    Matcher pinned =
        Pattern.compile("(?m)^" + Pattern.quote(dependency) + "==(\\S+)")
            .matcher(Repository.read(requirements));
    if (!pinned.find()) {
      throw new AssertionError(requirements + " does not pin " + dependency);
    }
    return pinned.group(1);
  }

  private String python() {
    Path python = environment.resolve("bin").resolve("python");
    if (!Files.exists(python)) {
      throw new AssertionError(
          "%1$s is not installed. Maven does it before the tests; elsewhere run: node tools/provide.mjs %1$s"
              .formatted(folder.getFileName()));
    }
    return python.toString();
  }
}
