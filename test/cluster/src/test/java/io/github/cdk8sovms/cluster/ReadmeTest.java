package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README.md shows a test that runs. */
class ReadmeTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/github/cdk8sovms/cluster/ReadmeExampleTest.java");

  @Test
  void theExampleIsTheTest() {
    String source = TextFile.read(EXAMPLE);
    String shown =
        source.substring(
            source.indexOf("// README: begin\n") + "// README: begin\n".length(),
            source.indexOf("  // README: end"));

    assertThat(TextFile.read(Path.of("README.md")))
        .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```\n");
  }

  /** For users outside of this repository: the classes of the example are public. */
  @Test
  void nothingOfTheRepositoryIsImported() {
    assertThat(TextFile.below(Path.of("src/main/java")))
        .hasSizeGreaterThan(40)
        .allSatisfy(
            file ->
                assertThat(TextFile.read(file))
                    .doesNotContainPattern(
                        "import (static )?io\\.github\\.cdk8sovms\\.(?!cluster\\.)")
                    .doesNotContain("import org.cdk8s."));
  }
}
