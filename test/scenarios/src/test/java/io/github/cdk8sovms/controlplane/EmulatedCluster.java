package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.cluster.SimulatedProgram;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A control plane whose model servers are emulated, with clients for them; register it in a static
 * field.
 */
public final class EmulatedCluster
    implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  private final Timeline timeline = Timeline.real(1);
  private final EmulatedOvms ovms;
  private final ControlPlaneExtension extension;

  /**
   * @param times of every pod of a model server
   * @param autoscalerPeriod how often the controller looks
   * @param others programs of other images that are played
   */
  public EmulatedCluster(PodTimes times, Duration autoscalerPeriod, SimulatedProgram... others) {
    this.ovms = new EmulatedOvms(times, timeline);
    List<SimulatedProgram> programs = new ArrayList<>(List.of(others));
    programs.add(ovms);
    this.extension =
        new ControlPlaneExtension(new ControlPlane.Settings(autoscalerPeriod, programs));
  }

  public ControlPlane get() {
    return extension.get();
  }

  public EmulatedOvms ovms() {
    return ovms;
  }

  /** Clients of a Service, which send nothing yet. */
  public Load clients(Clients clients, String namespace, String service) {
    Load load = Load.of(clients, timeline);
    get().alongside(ovms.offer(load, get(), namespace, service));
    return load;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    extension.beforeAll(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    extension.afterTestExecution(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    extension.afterAll(context);
    timeline.close();
  }
}
