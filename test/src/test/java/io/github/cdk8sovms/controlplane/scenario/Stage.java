package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.controlplane.Chain;
import io.github.cdk8sovms.controlplane.ControlPlane;
import io.github.cdk8sovms.controlplane.ControlPlaneExtension;
import io.github.cdk8sovms.controlplane.EmulatedOvms;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A control plane with an app whose autoscaler has its metric; register it in a static field.
 *
 * <p>A pod of any app here does 20 requests a second.
 */
final class Stage implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  /** What each pod of two streams of 100 ms, or four of 200 ms, can do. */
  static final int OF_A_POD = 20;

  /** As many as HTTP workers of four streams, so that no probe waits behind requests. */
  private static final int CONNECTIONS_TO_A_POD = 16;

  /** How often a controller manager looks unless it is told otherwise. */
  static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

  private final Supplier<Subject> subjects;
  private final PodTimes times;
  private final Timeline timeline = Timeline.real(1);
  private final EmulatedOvms ovms;
  private final ControlPlaneExtension extension;
  private Function<String, Clients> clients =
      model -> Clients.http(model).connections(CONNECTIONS_TO_A_POD);
  private List<Trial> trials = List.of();

  /**
   * @param subjects made when the tests start
   * @param inference what a stream takes for a request
   * @param loading what a pod takes from its start until it is ready
   * @param autoscalerPeriod how often the controller looks
   */
  Stage(
      Supplier<Subject> subjects, Duration inference, Duration loading, Duration autoscalerPeriod) {
    this.subjects = subjects;
    this.times = PodTimes.of(ServiceTime.constant(inference)).loading(loading);
    this.ovms = new EmulatedOvms(times, timeline);
    this.extension =
        new ControlPlaneExtension(new ControlPlane.Settings(autoscalerPeriod, List.of(ovms)));
  }

  /** Other clients than those over HTTP. */
  Stage clients(Function<String, Clients> others) {
    clients = others;
    return this;
  }

  Trial trial() {
    return trials.get(0);
  }

  /** More clients of the same server, of another of its models. */
  Load load(String model) {
    Load load = Load.of(clients.apply(model), timeline);
    Subject subject = trial().subject();
    extension
        .get()
        .alongside(ovms.offer(load, extension.get(), subject.namespace(), subject.service()));
    return load;
  }

  EmulatedOvms ovms() {
    return ovms;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    extension.beforeAll(context);
    ControlPlane controlPlane = extension.get();
    Subject subject = subjects.get();
    subject.prerequisites().accept(controlPlane);
    Load load = Load.of(clients.apply(subject.model()), timeline);
    controlPlane.alongside(ovms.offer(load, controlPlane, subject.namespace(), subject.service()));
    Chain chain = new Chain(controlPlane);
    subject.application().applyTo(controlPlane);
    chain.awaitApiServiceAvailable("v1beta2");
    chain.awaitScalingActive(subject.namespace(), subject.autoscaler());
    System.out.println(subject.application().name() + ", from its apply:\n" + chain.times());
    trials = List.of(new Trial(controlPlane, subject, load));
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    extension.afterTestExecution(context);
    trial().write(fileName(context.getRequiredTestClass()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    trials.forEach(Trial::close);
    extension.afterAll(context);
    timeline.close();
  }

  /** As published-recipe of PublishedRecipeTest. */
  private static String fileName(Class<?> test) {
    return test.getSimpleName()
        .replaceFirst("Test$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
