package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.cluster.ApiException;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of Quickstart in the real Prometheus, while something is stopped. */
class AlertingTest {
  private static final int PODS = 2;
  private static final int ADAPTERS = 2;
  private static final Timeline TIMELINE = Timeline.real(3);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(5), List.of(OVMS)));

  private final ControlPlane controlPlane = CONTROL_PLANE.get();
  private final Chain chain = new Chain(controlPlane);

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @BeforeEach
  void everyRuleIsWorkedOut() {
    impatient(Examples.of("quickstart")).applyTo(controlPlane);
    chain.awaitReady("deployment", "serving", "resnet", PODS);
    chain.awaitReady("statefulset", "monitoring", "prometheus", 1);
    chain.awaitReady("deployment", "monitoring", "prometheus-adapter", ADAPTERS);
    chain.awaitRules(prometheus(), 2);
    chain.awaitScalingActive("serving", "resnet-autoscaler");
  }

  @Test
  void aServerThatIsGoneIsToldUntilItIsBack() {
    // GIVEN
    await(Alert.TARGET_ABSENT, false, Duration.ofMinutes(1));

    // WHEN
    scale("serving", "resnet", 0);

    // THEN
    await(Alert.TARGET_ABSENT, true, Duration.ofMinutes(2));
    assertThat(alert(Alert.TARGET_ABSENT).at("/labels/autoscaler").asText())
        .isEqualTo("resnet-autoscaler");
    scale("serving", "resnet", PODS);
    await(Alert.TARGET_ABSENT, false, Duration.ofMinutes(2));
  }

  @Test
  @Tag("full")
  void anAdapterThatIsGoneIsToldAndSoIsThatNobodyAsks() {
    // GIVEN
    await(Alert.ADAPTER_DOWN, false, Duration.ofMinutes(3));
    await(Alert.METRIC_NOT_QUERIED, false, Duration.ofMinutes(3));

    // WHEN
    scale("monitoring", "prometheus-adapter", 0);

    // THEN
    await(Alert.ADAPTER_DOWN, true, Duration.ofMinutes(5));
    await(Alert.METRIC_NOT_QUERIED, true, Duration.ofMinutes(5));
    scale("monitoring", "prometheus-adapter", ADAPTERS);
    await(Alert.ADAPTER_DOWN, false, Duration.ofMinutes(5));
    await(Alert.METRIC_NOT_QUERIED, false, Duration.ofMinutes(5));
  }

  @Test
  @Tag("full")
  void aPodWithoutItsModelIsNamedUntilItHasIt() {
    // GIVEN
    await(Alert.MODEL_NOT_LOADED, false, Duration.ofMinutes(1));

    // WHEN
    OVMS.store().goAway();
    delete(aPod());

    // THEN
    await(Alert.MODEL_NOT_LOADED, true, Duration.ofMinutes(3));
    JsonNode labels = alert(Alert.MODEL_NOT_LOADED).at("/alerts/0/labels");
    assertThat(labels.path("name").asText()).isEqualTo("resnet50");
    assertThat(alert(Alert.METRIC_MISSING).at("/alerts/0/labels/pod"))
        .isEqualTo(labels.path("pod"));
    OVMS.store().comeBack();
    delete(labels.path("pod").asText());
    await(Alert.MODEL_NOT_LOADED, false, Duration.ofMinutes(3));
    await(Alert.METRIC_MISSING, false, Duration.ofMinutes(3));
  }

  @Test
  @Tag("full")
  void aPodThatAnswersNothingIsNamedUntilItIsReplaced() {
    // GIVEN
    await(Alert.POD_STUCK, false, Duration.ofMinutes(1));
    try (Load load = Load.of(Clients.grpc("resnet50", 4), TIMELINE)) {
      controlPlane.alongside(OVMS.offer(load, controlPlane, "serving", "resnet"));
      load.perSecond(10);
      String name = aPod();
      OvmsPod stuck =
          OVMS.pods().stream().filter(pod -> pod.name().equals(name)).findFirst().orElseThrow();

      // WHEN
      stuck.phase(Phase.HANGING);

      // THEN
      await(Alert.POD_STUCK, true, Duration.ofMinutes(4));
      assertThat(alert(Alert.POD_STUCK).at("/alerts/0/labels/pod").asText()).isEqualTo(name);
      assertThat(alert(Alert.TARGET_DOWN).path("state").asText()).isEqualTo("inactive");
      delete(name);
      await(Alert.POD_STUCK, false, Duration.ofMinutes(3));
    }
  }

  /** One that is not about to end. */
  private String aPod() {
    return controlPlane.api().list("/api/v1/namespaces/serving/pods").stream()
        .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
        .map(pod -> pod.at("/metadata/name").asText())
        .findFirst()
        .orElseThrow();
  }

  private void delete(String pod) {
    controlPlane.api().delete("/api/v1/namespaces/serving/pods/" + pod);
  }

  /** As emitted, but that an alert fires after five seconds instead of minutes. */
  private static Application impatient(Application quickstart) {
    String manifest = Repository.read(Repository.DIST.resolve("quickstart.k8s.yaml"));
    String impatient = manifest.replaceAll("(?m)^( +for): \\d+m$", "$1: 5s");
    assertThat(impatient).as("waits of alerts").isNotEqualTo(manifest);
    return Application.of(quickstart.name(), impatient);
  }

  private void await(Alert alert, boolean fires, Duration limit) {
    Await.until(
        alert.alertName() + (fires ? " fires" : " is silent"),
        limit,
        controlPlane::diagnosis,
        () -> {
          JsonNode rule = alert(alert);
          String state = rule.path("state").asText();
          return Await.Look.when(state.equals(fires ? "firing" : "inactive"), rule.toString());
        });
    System.out.println(alert.alertName() + (fires ? " fires" : " is silent"));
  }

  private JsonNode alert(Alert alert) {
    for (JsonNode group : prometheus().ruleGroups()) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.path("name").asText().equals(alert.alertName())) {
          return rule;
        }
      }
    }
    throw new ApiException(404, "no rule for " + alert.alertName());
  }

  private PrometheusApi prometheus() {
    return PrometheusApi.of(controlPlane, "monitoring", "prometheus");
  }

  private void scale(String namespace, String deployment, int replicas) {
    controlPlane
        .api()
        .patch(
            "/apis/apps/v1/namespaces/%s/deployments/%s".formatted(namespace, deployment),
            Map.of("spec", Map.of("replicas", replicas)));
  }
}
