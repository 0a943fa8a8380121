package io.github.cdk8sovms.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in Python that checks or serves what we emit. Its packages are pinned with their hashes
 * in {@code tools/<name>/requirements.txt}; they are installed once, in {@code
 * tools/<name>/target}.
 */
enum PythonTool {
  CHECKOV("checkov", "check.py"),
  KSERVE_SERVER("kserve-server", "serve.py");

  private static final String NEED =
      "The tests need Python 3.10 or newer with venv and pip on the PATH, as python3. Install it"
          + " from https://www.python.org/downloads, on Debian with: apt install python3-venv.";

  private final Path folder;
  private final Path script;
  private final Path requirements;
  private final Path environment;

  /** A copy of the requirements that are installed, written last. */
  private final Path installed;

  PythonTool(String name, String script) {
    this.folder = Repository.ROOT.resolve("tools").resolve(name);
    this.script = folder.resolve(script);
    this.requirements = folder.resolve("requirements.txt");
    this.environment = folder.resolve("target").resolve("venv");
    this.installed = environment.resolve("requirements.txt");
  }

  Command run(Path directory, List<String> arguments) {
    install();
    List<String> words = new ArrayList<>(List.of(python(), script.toString()));
    words.addAll(arguments);
    return Command.run(
        directory, Map.of("LOG_LEVEL", "ERROR", "PYTHONDONTWRITEBYTECODE", "1"), words);
  }

  /** The same without waiting for its end; what it prints as errors goes where the tests' does. */
  Process start(List<String> arguments) throws IOException {
    install();
    List<String> words = new ArrayList<>(List.of(python(), script.toString()));
    words.addAll(arguments);
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The version of a package that is pinned. */
  String version(String dependency) {
    Matcher pinned =
        Pattern.compile("(?m)^" + Pattern.quote(dependency) + "==(\\S+)")
            .matcher(Repository.read(requirements));
    if (!pinned.find()) {
      throw new AssertionError(requirements + " does not pin " + dependency);
    }
    return pinned.group(1);
  }

  private synchronized void install() {
    String pinned = Repository.read(requirements);
    if (Files.exists(installed) && Repository.read(installed).equals(pinned)) {
      return;
    }
    System.err.println("Installing " + requirements + ", once; this can take minutes.");
    try {
      require(NEED, "python3", "-m", "venv", "--clear", environment.toString());
    } catch (UncheckedIOException e) {
      throw new AssertionError(NEED, e);
    }
    require(
        "The packages of " + requirements + " could not be installed.",
        python(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--requirement",
        requirements.toString());
    Repository.write(installed, pinned);
  }

  private void require(String otherwise, String... words) {
    Command command = Command.run(folder, List.of(words));
    if (command.exitCode() != 0) {
      throw new AssertionError(otherwise + "\n" + command.output());
    }
  }

  private String python() {
    return environment.resolve("bin").resolve("python").toString();
  }
}
