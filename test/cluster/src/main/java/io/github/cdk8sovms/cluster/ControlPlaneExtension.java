package io.github.cdk8sovms.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A control plane for the tests of one class; register it in a static field. */
public final class ControlPlaneExtension
    implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  private final ControlPlane.Settings settings;
  private @Nullable ControlPlane controlPlane;

  public ControlPlaneExtension(ControlPlane.Settings settings) {
    this.settings = settings;
  }

  public ControlPlane get() {
    if (controlPlane == null) {
      throw new IllegalStateException("no test of a class runs");
    }
    return controlPlane;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Instant begin = Instant.now();
    String name = context.getRequiredTestClass().getSimpleName();
    controlPlane =
        ControlPlane.start(Path.of("target/control-plane", name).toAbsolutePath(), settings);
    System.out.printf(
        "The control plane of %s stands after %d s.%n",
        name, Duration.between(begin, Instant.now()).toSeconds());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    // What did not come to be in time brings the logs in its message.
    if (context.getExecutionException().filter(each -> !(each instanceof NotInTime)).isPresent()) {
      System.out.println(get().diagnosis());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get().close();
    controlPlane = null;
  }
}
