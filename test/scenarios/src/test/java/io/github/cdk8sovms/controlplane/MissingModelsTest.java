package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Background;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.NodeSimulator;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.ModelStore;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.VersionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pods whose models cannot be loaded never get requests, are tried again, and take the place of no
 * pod that works. The startup probe is run for real: one of HTTP, and one of bash for two models.
 */
class MissingModelsTest {
  private static final Duration STARTUP = Duration.ofSeconds(15);
  private static final Duration RESTART = Duration.ofMinutes(3);
  private static final int PODS = 2;
  private static final int FIRST_VERSION = 1;
  private static final int BROKEN_VERSION = 2;

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(50))).loading(Duration.ofSeconds(2)),
          Duration.ofSeconds(15));

  private final ControlPlane controlPlane = CLUSTER.get();
  private final ModelStore store = CLUSTER.ovms().store();

  @BeforeEach
  void bothPodsServe() {
    store.comeBack();
    store.repair("second", BROKEN_VERSION);
    server(FIRST_VERSION).applyTo(controlPlane);
    scale(PODS);
    awaitRolledOut(PODS);
  }

  @AfterEach
  void mend() {
    store.comeBack();
  }

  @Test
  void aRolloutWithABrokenModelKeepsEveryPodThatWorks() {
    underLoad(
        () -> {
          // GIVEN
          store.damage("second", BROKEN_VERSION);
          Set<String> working = pods();

          // WHEN
          server(BROKEN_VERSION).applyTo(controlPlane);

          // THEN
          JsonNode broken = awaitPod("a new pod was started twice", working, 1);
          String last =
              broken.at("/status/containerStatuses/0/lastState/terminated/message").asText();
          System.out.println(last);
          assertThat(last)
              .contains("startup probe failed", "/v2/models/second/versions/2/ready: 404");
          assertThat(isReady(broken)).isFalse();
          assertThat(pods()).as("of the old generation").containsAll(working);

          // WHEN
          store.repair("second", BROKEN_VERSION);

          // THEN
          awaitRolledOut(PODS);
          assertThat(pods()).doesNotContainAnyElementsOf(working);
        });
  }

  @Test
  @Tag("full")
  void aStoreThatIsAwayForTwoMinutesDelaysAStartAndLosesNothing() {
    underLoad(
        () -> {
          // GIVEN
          Set<String> working = pods();

          // WHEN
          store.goAway();
          scale(PODS + 1);
          Await.pause(Duration.ofMinutes(2));
          JsonNode waiting = awaitPod("the new pod was started again", working, 1);
          assertThat(isReady(waiting)).isFalse();
          store.comeBack();
          Instant back = Instant.now();

          // THEN
          awaitRolledOut(PODS + 1);
          JsonNode late = awaitPod("it is the same pod", working, 1);
          System.out.printf(
              "ready %d s after the store is back, at restart %d%n",
              Duration.between(back, Instant.now()).toSeconds(), restarts(late));
          assertThat(name(late)).isEqualTo(name(waiting));
          assertThat(pods()).containsAll(working);
        });
  }

  /** What was emitted before; it shows that the other tests could fail. */
  @Test
  @Tag("full")
  void aProbeThatAsksTheServerAloneLetsABrokenModelReplaceEveryPod() {
    // GIVEN
    store.damage("second", BROKEN_VERSION);
    Set<String> working = pods();
    Application broken = server(BROKEN_VERSION);
    for (JsonNode deployment : broken.ofKind("Deployment")) {
      ObjectNode container = (ObjectNode) deployment.at("/spec/template/spec/containers/0");
      container.set("startupProbe", container.get("readinessProbe"));
    }

    // WHEN
    broken.applyTo(controlPlane);

    // THEN
    awaitRolledOut(PODS);
    Set<String> left = pods();
    assertThat(left).hasSize(PODS).doesNotContainAnyElementsOf(working);
    assertThat(CLUSTER.ovms().pods())
        .filteredOn(pod -> left.contains(pod.name()))
        .hasSize(PODS)
        .allSatisfy(pod -> assertThat(pod.metrics()).contains("name=\"second\",version=\"2\"} 0"));
  }

  /** All the time as many pods are ready as there should be, and no request is refused. */
  private void underLoad(Runnable what) {
    Set<Integer> ready = new CopyOnWriteArraySet<>();
    Set<Double> refused = new CopyOnWriteArraySet<>();
    try (Load load = CLUSTER.clients(Clients.http("second").evenly(), "serving", "server")) {
      load.perSecond(10);
      Await.pause(Duration.ofSeconds(2));
      load.sample();
      Background.Loop watch =
          Background.repeat(
              "pods that are ready",
              Duration.ofMillis(500),
              () -> {
                ready.add(deployment().at("/status/readyReplicas").asInt());
                refused.add(load.sample().refused());
              });
      what.run();
      watch.close();
    }
    System.out.println("ready at a time: " + ready + "; refused a second: " + refused);
    assertThat(ready).isNotEmpty().allMatch(count -> count >= PODS);
    assertThat(refused).containsExactly(0.0);
  }

  private void awaitRolledOut(int count) {
    Await.until(
        count + " pods of the last template, all ready",
        RESTART,
        controlPlane::diagnosis,
        () -> {
          JsonNode object = deployment();
          JsonNode status = object.path("status");
          return Await.Look.when(
              status.path("observedGeneration").equals(object.at("/metadata/generation"))
                  && status.path("replicas").asInt() == count
                  && status.path("updatedReplicas").asInt() == count
                  && status.path("readyReplicas").asInt() == count,
              status.toString());
        });
  }

  private JsonNode awaitPod(String what, Set<String> others, int restarts) {
    return Await.until(
        what,
        RESTART,
        controlPlane::diagnosis,
        () ->
            list().stream()
                .filter(pod -> !others.contains(name(pod)) && restarts(pod) >= restarts)
                .findFirst()
                .map(Await.Look::done)
                .orElse(Await.Look.notYet(pods().toString())));
  }

  private JsonNode deployment() {
    return controlPlane.api().get("/apis/apps/v1/namespaces/serving/deployments/server");
  }

  private void scale(int replicas) {
    controlPlane
        .api()
        .patch(
            "/apis/apps/v1/namespaces/serving/deployments/server",
            Map.of("spec", Map.of("replicas", replicas)));
  }

  private List<JsonNode> list() {
    return controlPlane.api().list("/api/v1/namespaces/serving/pods").stream()
        .filter(pod -> !pod.at("/metadata").has("deletionTimestamp"))
        .toList();
  }

  private Set<String> pods() {
    return list().stream().map(MissingModelsTest::name).collect(Collectors.toSet());
  }

  private static String name(JsonNode pod) {
    return pod.at("/metadata/name").asText();
  }

  private static int restarts(JsonNode pod) {
    return pod.at("/status/containerStatuses/0/restartCount").asInt();
  }

  private static boolean isReady(JsonNode pod) {
    return NodeSimulator.isTrue(pod, "Ready");
  }

  /** Two models, of which one is asked for a version by its number. */
  private static Application server(int version) {
    App app = new App();
    Chart chart = new Chart(app, "missing-models");
    OvmsModelServer.Builder.create(chart, "server")
        .namespace(Namespace.of(chart, "serving"))
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("first", ModelSource.of("s3://models/first")).streams(1))
        .model(
            Model.of("second", ModelSource.of("s3://models/second"))
                .streams(1)
                .versions(VersionPolicy.specific(version)))
        .startup(STARTUP)
        .replicas(PODS)
        .build();
    return Application.of("missing-models", app.synthYaml());
  }
}
