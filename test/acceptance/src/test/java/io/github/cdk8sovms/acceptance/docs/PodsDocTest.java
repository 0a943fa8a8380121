package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about pods. */
class PodsDocTest {
  private static final String TEXT = Repository.read(Repository.ROOT.resolve("docs/pods.md"));
  private static final List<String> PROGRAMS = new Markdown(TEXT).blocks("java");

  /** All whose builder has the options for pods. */
  @Test
  void theConstructsAreListed() {
    String first = TEXT.substring(0, TEXT.indexOf("\n## "));

    assertThat(Builders.all())
        .filteredOn(PodComponentBuilder.class::isAssignableFrom)
        .extracting(Builders::construct)
        .allSatisfy(construct -> assertThat(first).contains("`" + construct + "`"));
  }

  @Test
  void theProgramsCompile(@TempDir Path directory) {
    assertThat(PROGRAMS).hasSize(3);
    PROGRAMS.forEach(program -> JavaProgram.of(program).compile(directory));
  }
}
