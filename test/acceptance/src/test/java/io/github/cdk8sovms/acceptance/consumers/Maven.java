package io.github.cdk8sovms.acceptance.consumers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Maven that runs this build, with the repository that it uses. */
public final class Maven {
  private static final Path HOME = Path.of(System.getProperty("maven.home"));

  private Maven() {}

  static Path directory() {
    return HOME.resolve("bin");
  }

  static List<String> command(String... arguments) {
    return Stream.concat(
            Stream.concat(Stream.of(directory().resolve("mvn").toString()), options().stream()),
            Stream.of(arguments))
        .toList();
  }

  /**
   * The settings of the outer build may call its repositories otherwise; what is there, is used.
   */
  static List<String> options() {
    return List.of(
        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local.of-build"),
        "-Daether.enhancedLocalRepository.trackingFilename=not-tracked");
  }
}
