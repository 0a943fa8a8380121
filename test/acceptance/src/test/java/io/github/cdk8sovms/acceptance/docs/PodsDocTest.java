package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs on the page about pods compile. */
class PodsDocTest {
  private static final List<String> PROGRAMS =
      new Markdown(Repository.read(Repository.ROOT.resolve("docs/pods.md"))).blocks("java");

  @Test
  void theProgramsCompile(@TempDir Path directory) {
    assertThat(PROGRAMS).hasSize(3);
    PROGRAMS.forEach(program -> JavaProgram.of(program).compile(directory));
  }
}
