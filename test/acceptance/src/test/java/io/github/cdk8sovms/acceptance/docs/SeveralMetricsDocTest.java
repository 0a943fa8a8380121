package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options on the page about several metrics compile. */
class SeveralMetricsDocTest {
  private static final List<String> BLOCKS =
      new Markdown(Repository.read(Repository.ROOT.resolve("docs/several-metrics.md")))
          .blocks("java").stream().filter(block -> !block.contains("public class ")).toList();

  @Test
  void theOptionsCompile(@TempDir Path directory) {
    assertThat(BLOCKS).hasSize(3);
    JavaProgram.of(
            """
            import io.github.cdk8sovms.autoscaling.*;
            import io.github.cdk8sovms.kubernetes.KubernetesVersion;
            import io.github.cdk8sovms.signal.LoadSignal;
            import java.time.*;

            public class SeveralMetrics {
              static void build(RatioAutoscaler.Builder autoscaler) {
            """
                + String.join("\n", BLOCKS)
                + "}}")
        .compile(directory);
  }
}
