package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target is the highest with which one pod keeps a promise. */
class PromiseTest {
  private static final ServerProfile PROFILE =
      ServerProfile.of(
          "profiles/resnet.yaml",
          """
          image: docker.io/openvino/model_server:2026.2.1
          device: CPU
          streams: 2
          startTime: 19s
          serviceTime: {1: 100ms, 2: 100ms}
          """);

  private final Chart chart = Programs.chart();
  private final OvmsModelServer server = Programs.server(chart, "resnet").build();

  /** Queues of constant service times are known: more time allows more requests at a time. */
  @ParameterizedTest
  @CsvSource({"0.95, 150, 0.2, 0.5", "0.95, 300, 0.7, 1.2", "0.95, 600, 1.5, 2.5"})
  void moreTimeIsAHigherTarget(double share, long millis, double low, double high) {
    RatioAutoscaler autoscaler =
        autoscaler().profile(PROFILE).promise(share, Duration.ofMillis(millis)).build();

    double ratio = autoscaler.promisedTarget().orElseThrow().ratio();
    assertThat(ratio).isBetween(low, high);
    assertThat(target()).isEqualTo(ratio);
  }

  @Test
  void thePromiseIsKeptAtTheToleranceAboveTheTarget() {
    PromisedTarget chosen =
        autoscaler()
            .profile(PROFILE)
            .promise(Duration.ofMillis(300))
            .build()
            .promisedTarget()
            .orElseThrow();

    assertThat(chosen.load().lateShare()).isBetween(0.03, 0.05);
    assertThat(chosen.ratio() * 1.1 * 2)
        .as("what the HPA tolerates, of two streams")
        .isBetween(chosen.load().atOnce() * 0.97, chosen.load().atOnce());
    assertThat(chosen.toString())
        .matches(
            "0\\.\\d+ for 95 % within 300ms: a pod keeps that at a steady load of up to 1\\d\\.\\d requests a"
                + " second, \\d\\.\\d at a time \\(profiles/resnet.yaml\\)");
  }

  @Test
  void thePageOfPlansHasTheTargetOfItsProfile() throws IOException {
    String yaml =
        Files.readString(
                Path.of("..", "cli", "src", "test", "resources", "profile", "profile.yaml"))
            .replace("2026.3.1", "2026.2.1");

    RatioAutoscaler autoscaler =
        autoscaler()
            .profile(ServerProfile.of("profiles/resnet.yaml", yaml))
            .promise(Duration.ofSeconds(1))
            .build();

    assertThat(Files.readString(Path.of("..", "docs", "plan.md")))
        .contains("  shop/autoscaler: " + autoscaler.promisedTarget().orElseThrow() + "\n");
  }

  @Test
  void noTargetIsAboveWhatTheSignalCanShow() {
    PromisedTarget chosen =
        autoscaler()
            .profile(PROFILE)
            .promise(Duration.ofSeconds(20))
            .build()
            .promisedTarget()
            .orElseThrow();

    assertThat(chosen.isLimited()).isTrue();
    assertThat(chosen.ratio()).isEqualTo(3.0);
    assertThat(chosen.toString()).contains("and the signal allows no higher target");
  }

  @Test
  void theStartTimeIsThatOfTheProfileUnlessItIsGiven() {
    assertThat(autoscaler().profile(PROFILE).build().settings().startTime())
        .hasValue(Duration.ofSeconds(19));

    Chart other = Programs.chart();
    OvmsModelServer same = Programs.server(other, "resnet").build();
    assertThat(
            Programs.autoscaler(other, same, Programs.adapterOf(other, same))
                .profile(PROFILE)
                .startTime(Duration.ofSeconds(40))
                .build()
                .settings()
                .startTime())
        .hasValue(Duration.ofSeconds(40));
  }

  @Test
  void whatAnIdlePodDoesNotKeepIsRefused() {
    assertThatThrownBy(autoscaler().profile(PROFILE).promise(0.99, Duration.ofMillis(90))::build)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(
            "OVMS438 shop/autoscaler.promise: \"99 % within 90ms\" cannot be promised: by"
                + " \"profiles/resnet.yaml\" an idle pod takes 100ms on average for an inference. Promise"
                + " more time, or use a faster model or device.");
  }

  @Test
  void aPromiseIsInsteadOfARatioAndNeedsAProfile() {
    assertThat(
            Reported.codesBuilding(autoscaler().promise(Duration.ofSeconds(1)).ratio(0.8)::build))
        .containsExactly(FindingCode.CONTRADICTION, FindingCode.MISSING);
  }

  @Test
  void theProfileOfAnotherServerIsRefused() {
    ServerProfile other = ServerProfile.of("gpu.yaml", "device: GPU\nserviceTime: {1: 5ms}");

    assertThatThrownBy(autoscaler().profile(other)::build)
        .hasMessageContaining(
            "OVMS437 shop/autoscaler.profile: \"gpu.yaml\" was measured with device \"GPU\", and the"
                + " server has \"CPU\". Measure this server with a CapacityTest, and write the profile"
                + " again.");
  }

  @Test
  void aFileThatIsNoProfileIsRefusedWhenItIsRead() {
    assertThatThrownBy(() -> ServerProfile.read(Path.of("missing.yaml")))
        .hasMessageContaining(
            "OVMS437 missing.yaml: \"missing.yaml\" cannot be read. Correct the path,");
    assertThatThrownBy(() -> ServerProfile.of("a.yaml", "serviceTime: {1: soon}"))
        .hasMessageContaining(
            "OVMS437 a.yaml: \"a.yaml\" is not a profile: \"soon\" is not a service time");
    assertThatThrownBy(() -> ServerProfile.of("a.yaml", "{"))
        .hasMessageContaining("OVMS437 a.yaml: \"a.yaml\" is neither valid JSON nor YAML");
  }

  @Test
  void theCapacityOfAGraphIsThatOfTheProfile() {
    String yaml = "serviceTime: {1: 8s}\ncapacity: {atOnce: 8}";

    assertThat(ServerProfile.of("llm.yaml", yaml).capacity()).isEqualTo(8);
    assertThatThrownBy(() -> PROFILE.capacity())
        .hasMessageContaining(
            "OVMS437 profiles/resnet.yaml: \"profiles/resnet.yaml\" has no capacity.atOnce of at"
                + " least 1.");
  }

  private RatioAutoscaler.Builder autoscaler() {
    return Programs.autoscaler(chart, server, Programs.adapterOf(chart, server));
  }

  private double target() {
    JsonNode metric =
        Synthesized.of(chart).the("HorizontalPodAutoscaler").at("/spec/metrics/0/pods/target");
    String value = metric.path("averageValue").asText();
    return value.endsWith("m")
        ? Double.parseDouble(value.substring(0, value.length() - 1)) / 1000
        : Double.parseDouble(value);
  }
}
