package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of README.md, which is the text between the two comments. */
@Tag("control-plane")
class ReadmeExampleTest {
  private static final Path MANIFEST = Path.of("src/test/web.yaml");

  // README: begin
  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(15), List.of()));

  @Test
  void theDeploymentBecomesReady() throws IOException {
    Application application = Application.of("web", Files.readString(MANIFEST));

    application.applyTo(CONTROL_PLANE.get());

    new Chain(CONTROL_PLANE.get()).awaitReady("deployment", "default", "web", 2);
    assertThat(CONTROL_PLANE.get().api().list("/api/v1/namespaces/default/pods")).hasSize(2);
  }
  // README: end
}
