package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.NodeSimulator;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A store is filled once for all pods, whatever happens on the way, and servers wait for it without
 * a restart. The scripts of the Job and of the waiting containers are run for real; only the pull
 * of OVMS is played.
 */
class FilledStoreTest {
  private static final int PODS = 4;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String MODEL = "OpenVINO/Qwen3-8B-int4-ov";
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String NEWER = "89abcdef0123456789abcdef0123456789abcdef";
  private static final String PULLING = "pulling " + MODEL;

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofSeconds(1))).loading(Duration.ofSeconds(1)),
          Duration.ofSeconds(15));

  private final ControlPlane controlPlane = CLUSTER.get();
  private final ModelHub hub = CLUSTER.ovms().hub();

  @BeforeEach
  void theHubAnswers() {
    hub.add(MODEL, COMMIT);
    hub.comeBack();
  }

  @Test
  void fourPodsUseWhatWasFetchedOnce() {
    // WHEN
    Application chat = chat("once");
    chat.applyTo(controlPlane);

    // THEN
    awaitReady("once", PODS);
    assertThat(said("once", PULLING)).isEqualTo(1);

    // WHEN
    chat.applyTo(controlPlane);
    scale("once", PODS + 1);

    // THEN
    awaitReady("once", PODS + 1);
    assertThat(said("once", PULLING)).as("pulls for five pods and two applies").isEqualTo(1);
    assertThat(jobs("once")).hasSize(1);
    assertThat(restarts("once")).isZero();
  }

  @Test
  void serversWaitWhileAPullFailsAndIsTriedAgain() {
    // GIVEN
    hub.goAway();

    // WHEN
    chat("later").applyTo(controlPlane);

    // THEN
    await(
        "two pulls have failed",
        () -> {
          int failed = jobs("later").get(0).at("/status/failed").asInt();
          return Await.Look.when(failed >= 2, failed + " failed");
        });
    assertThat(said("later", MODEL + " could not be fetched"))
        .as("one line for each pull")
        .isEqualTo(said("later", PULLING));
    assertThat(said("later", "waiting for")).as("one line for each server").isEqualTo(PODS);
    assertThat(readyPods("later")).isZero();

    // WHEN
    hub.comeBack();

    // THEN
    awaitReady("later", PODS);
    assertThat(restarts("later")).as("restarts of servers, whose init containers waited").isZero();
    System.out.printf("Ready after %d pulls.%n", said("later", PULLING));
  }

  @Test
  void aBranchThatHasMovedOnEndsTheJobAtOnce() {
    // GIVEN
    hub.add(MODEL, NEWER);

    // WHEN
    chat("moved").applyTo(controlPlane);

    // THEN
    JsonNode job =
        await(
            "the Job has failed",
            () -> {
              JsonNode each = jobs("moved").get(0);
              return NodeSimulator.isTrue(each, "Failed")
                  ? Await.Look.done(each)
                  : Await.Look.notYet(each.path("status").toString());
            });
    assertThat(job.at("/status/conditions").toString()).contains("PodFailurePolicy");
    assertThat(said("moved", PULLING)).as("pulls").isEqualTo(1);
    assertThat(said("moved", "is at the revision " + NEWER + ", not at " + COMMIT)).isEqualTo(1);
    assertThat(readyPods("moved")).isZero();
  }

  /** Hugging Face gives the same answer for repositories that are missing and that are private. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "missing, unexpected http status code: 401",
    "locked, unexpected http status code: 401"
  })
  void whatCanNeverBeFetchedEndsTheJobWithOneLine(String name, String cause) {
    // GIVEN
    hub.addLocked("OpenVINO/locked-ov");

    // WHEN
    store(name, "OpenVINO/" + name + "-ov").applyTo(controlPlane);

    // THEN
    await(
        "the Job has failed",
        () -> {
          JsonNode each = jobs(name).get(0);
          return NodeSimulator.isTrue(each, "Failed")
              ? Await.Look.done(each)
              : Await.Look.notYet(each.path("status").toString());
        });
    assertThat(said(name, cause)).as(cause).isEqualTo(1);
    assertThat(said(name, "-ov could not be fetched; the volume has ")).isEqualTo(1);
  }

  private void awaitReady(String namespace, int count) {
    new Chain(controlPlane).awaitReady("deployment", namespace, "chat", count);
  }

  private <T> T await(String what, Supplier<Await.Look<T>> look) {
    return Await.until(what, LONG, controlPlane::diagnosis, look);
  }

  private List<JsonNode> jobs(String namespace) {
    return controlPlane.api().list("/apis/batch/v1/namespaces/" + namespace + "/jobs");
  }

  /** How often containers of the namespace have said something. */
  private int said(String namespace, String what) {
    return controlPlane.logs(namespace).stream()
        .mapToInt(log -> (int) log.lines().filter(line -> line.contains(what)).count())
        .sum();
  }

  private int readyPods(String namespace) {
    return controlPlane
        .api()
        .get("/apis/apps/v1/namespaces/" + namespace + "/deployments/chat")
        .at("/status/readyReplicas")
        .asInt();
  }

  private int restarts(String namespace) {
    int restarts = 0;
    for (JsonNode pod : controlPlane.api().list("/api/v1/namespaces/" + namespace + "/pods")) {
      if (pod.at("/metadata/labels/cdk8s-ovms~1name").asText().equals("chat")) {
        restarts += pod.at("/status/containerStatuses/0/restartCount").asInt();
        restarts += pod.at("/status/initContainerStatuses/0/restartCount").asInt();
      }
    }
    return restarts;
  }

  private void scale(String namespace, int replicas) {
    controlPlane
        .api()
        .patch(
            "/apis/apps/v1/namespaces/" + namespace + "/deployments/chat",
            Map.of("spec", Map.of("replicas", replicas)));
  }

  /** A store whose Job is tried once, since nothing changes until the next attempt. */
  private static Application store(String name, String repository) {
    App app = new App();
    Chart chart = new Chart(app, name);
    ModelStore.Builder.create(chart, "llms")
        .namespace(Namespace.of(chart, name))
        .image(OvmsImage.of("2026.3.1"))
        .size("20Gi")
        .fetch(HuggingFace.of(repository).revision(COMMIT))
        .build();
    return Application.of(name, app.synthYaml().replace("backoffLimit: 6", "backoffLimit: 0"));
  }

  /** A chat model on four pods, in a separate namespace. */
  private static Application chat(String name) {
    App app = new App();
    Chart chart = new Chart(app, name);
    Namespace namespace = Namespace.of(chart, name);
    OvmsImage ovms = OvmsImage.of("2026.3.1");
    HuggingFace qwen = HuggingFace.of(MODEL).revision(COMMIT);
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .namespace(namespace)
            .image(ovms)
            .size("20Gi")
            .fetch(qwen)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .namespace(namespace)
        .image(ovms)
        .generative(TextGeneration.of("Qwen3-8B", store.files(qwen)).cacheSize(1).capacity(16))
        .resources(Resources.cpu("1").memory("8Gi"))
        .replicas(PODS)
        .build();
    return Application.of(name, app.synthYaml());
  }
}
