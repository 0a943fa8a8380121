package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.SimulatedProgram;
import io.github.cdk8sovms.controlplane.EmulatedCluster;
import io.github.cdk8sovms.controlplane.EmulatedOvms;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
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
 * A control plane with an app whose autoscalers have their metrics; register it in a static field.
 *
 * <p>A pod of any app here does 20 requests a second, unless a test says otherwise.
 */
final class Stage implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  /** What each pod of two streams of 100 ms, or four of 200 ms, can do. */
  static final int OF_A_POD = 20;

  /** As many as HTTP workers of four streams, so that no probe waits behind requests. */
  private static final int CONNECTIONS_TO_A_POD = 16;

  /** The default HPA sync period of the controller manager. */
  static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

  private final Supplier<List<Subject>> subjects;
  private final EmulatedCluster cluster;
  private final Duration inference;
  private final Duration loading;
  private final Duration autoscalerPeriod;
  private Function<String, Clients> clients =
      model -> Clients.http(model).connections(CONNECTIONS_TO_A_POD);
  private List<Trial> trials = List.of();

  private Stage(
      Duration inference,
      Duration loading,
      Duration autoscalerPeriod,
      Supplier<List<Subject>> subjects,
      SimulatedProgram... others) {
    this(inference, loading, 0, autoscalerPeriod, subjects, others);
  }

  private Stage(
      Duration inference,
      Duration loading,
      double slowdown,
      Duration autoscalerPeriod,
      Supplier<List<Subject>> subjects,
      SimulatedProgram... others) {
    this.subjects = subjects;
    this.inference = inference;
    this.loading = loading;
    this.autoscalerPeriod = autoscalerPeriod;
    this.cluster =
        new EmulatedCluster(
            PodTimes.of(ServiceTime.constant(inference)).loading(loading).slowdown(slowdown),
            autoscalerPeriod,
            others);
  }

  /**
   * @param subjects made when the tests start
   * @param inference what a stream takes for a request
   * @param loading what a pod takes from its start until it is ready
   * @param autoscalerPeriod how often the controller looks
   * @param others programs of other images that are played
   */
  Stage(
      Supplier<Subject> subjects,
      Duration inference,
      Duration loading,
      Duration autoscalerPeriod,
      SimulatedProgram... others) {
    this(inference, loading, autoscalerPeriod, () -> List.of(subjects.get()), others);
  }

  /** With several servers of one app, each with separate clients and a separate autoscaler. */
  static Stage ofSeveral(Supplier<List<Subject>> subjects, Duration inference, Duration loading) {
    return new Stage(inference, loading, DEFAULT_PERIOD, subjects);
  }

  /**
   * Of a graph whose requests share the processor.
   *
   * @param alone what a request takes alone
   * @param slowdown by how much of that each other request in the graph delays it
   */
  static Stage ofGraphs(
      Supplier<Subject> subject,
      Duration alone,
      double slowdown,
      Duration loading,
      Duration autoscalerPeriod) {
    return new Stage(alone, loading, slowdown, autoscalerPeriod, () -> List.of(subject.get()));
  }

  /** Other clients than those over HTTP with 16 connections to each pod. */
  Stage clients(Function<String, Clients> others) {
    clients = others;
    return this;
  }

  /** That of the first, and mostly the only, server. */
  Trial trial() {
    return trials.get(0);
  }

  List<Trial> trials() {
    return trials;
  }

  /** More clients of the same server, of another of its models. */
  Load load(String model) {
    return load(trial().subject(), model);
  }

  EmulatedOvms ovms() {
    return cluster.ovms();
  }

  /** How often containers of the first server were started again, so far as its pods are there. */
  int restarts() {
    int restarts = 0;
    for (JsonNode pod :
        cluster.get().api().list("/api/v1/namespaces/" + trial().subject().namespace() + "/pods")) {
      restarts += pod.at("/status/containerStatuses/0/restartCount").asInt();
    }
    return restarts;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster.beforeAll(context);
    ControlPlane controlPlane = cluster.get();
    List<Subject> all = subjects.get();
    Subject first = all.get(0);
    first.prerequisites().accept(controlPlane);
    List<Load> loads = all.stream().map(subject -> load(subject, subject.model())).toList();
    Chain chain = new Chain(controlPlane);
    first.application().applyTo(controlPlane);
    chain.awaitApiServiceAvailable("v1beta2");
    all.forEach(subject -> chain.awaitScalingActive(subject.namespace(), subject.autoscaler()));
    System.out.println(first.application().name() + ", from its apply:\n" + chain.times());
    trials =
        all.stream()
            .map(subject -> new Trial(controlPlane, subject, loads.get(all.indexOf(subject))))
            .toList();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    cluster.afterTestExecution(context);
    Subject first = trial().subject();
    trial()
        .write(
            fileName(context.getRequiredTestClass()),
            new Conditions(
                first, clients.apply(first.model()), inference, loading, autoscalerPeriod));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    trials.forEach(Trial::close);
    cluster.afterAll(context);
  }

  private Load load(Subject subject, String model) {
    return cluster.clients(clients.apply(model), subject.namespace(), subject.service());
  }

  /** As published-recipe of PublishedRecipeTest. */
  private static String fileName(Class<?> test) {
    return test.getSimpleName()
        .replaceFirst("Test$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
