package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * YAML input of another owner.
 *
 * @param name its path; empty if given as text
 * @param text its content; empty if it cannot be read
 */
record GivenText(Optional<Path> name, Optional<String> text) {
  /** The maximum size of a Kubernetes object. */
  private static final int MOST_CHARACTERS = 1024 * 1024;

  static GivenText of(String text) {
    return new GivenText(Optional.empty(), Optional.of(text));
  }

  /** Reads a file; errors are reported when the construct is built. */
  static GivenText read(Path file) {
    try {
      return new GivenText(Optional.of(file), Optional.of(Files.readString(file)));
    } catch (IOException e) { // also if it is no text
      return new GivenText(Optional.of(file), Optional.empty());
    }
  }

  /** Returns the YAML document; empty if it is invalid or too large. */
  Optional<YamlDocument> document() {
    return text.filter(read -> read.length() <= MOST_CHARACTERS)
        .flatMap(YamlDocument::read)
        .filter(read -> read.data() instanceof Map<?, ?>);
  }

  private Optional<String> problem() {
    return text.map(
        read ->
            read.length() > MOST_CHARACTERS
                ? String.format(Locale.ROOT, "it has %,d characters", read.length())
                : YamlDocument.problem(read).orElse("it has no keys"));
  }

  /**
   * Checks that it is readable.
   *
   * @param command the command that prints the expected input
   */
  void check(Findings findings, String option, String command) {
    String fix = "Give what \"" + command + "\" prints.";
    if (text.isEmpty()) {
      findings.add(
          FindingCode.ADAPTER_CONFIGURATION,
          option,
          quote(name.map(Path::toString).orElse("")) + " is not a text file that can be read",
          fix);
    } else {
      findings.require(
          document().isPresent(),
          FindingCode.ADAPTER_CONFIGURATION,
          option,
          quote(name.map(Path::toString).orElseGet(text::get))
              + " is not one YAML document of keys and values, each key once, of at most 1 MiB"
              + problem().map(problem -> ": " + problem).orElse(""),
          fix);
    }
  }
}
