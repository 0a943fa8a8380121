package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From the streams of a pod to the autoscaler: every hop of Quickstart stands, with the real
 * Prometheus, adapter, aggregation layer and autoscaler.
 */
class QuickstartChainTest {
  private static final Timeline TIMELINE = Timeline.real(1);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);
  private static final String RATIO = "ovms_requests_streams_ratio";

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(5), List.of(OVMS)));

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void everyHopStandsAndCarriesTheLoadOfThePod() {
    // GIVEN
    ControlPlane controlPlane = CONTROL_PLANE.get();
    Application.of("quickstart").applyTo(controlPlane);
    Chain chain = new Chain(controlPlane);

    // WHEN
    chain.awaitReady("deployment", "serving", "resnet");
    try (Load load = Load.of(Clients.http("resnet50"), TIMELINE)) {
      load.endpoints(List.copyOf(OVMS.pods()));
      // On two streams that take 0.1 s for a request, half of the time is busy.
      load.perSecond(10);

      // THEN
      chain.awaitReady("statefulset", "monitoring", "prometheus");
      PrometheusApi prometheus = PrometheusApi.of(controlPlane, "monitoring", "prometheus");
      chain.awaitTargetsUp(prometheus, 1);
      chain.awaitSeries(prometheus, "ovms_current_requests", 1);
      chain.awaitReady("deployment", "monitoring", "prometheus-adapter");
      chain.awaitApiServiceAvailable("v1beta1");
      chain.awaitApiServiceAvailable("v1beta2");
      chain.awaitListed(RATIO);
      chain.awaitValues("serving", RATIO, 1);
      chain.awaitScalingActive("serving", "resnet-autoscaler");
      Map<String, BigDecimal> values =
          chain.awaitValues("serving", RATIO, 1, value -> value.doubleValue() > 0.4);
      System.out.println("Quickstart, from its apply:\n" + chain.times());
      assertThat(values).containsOnlyKeys(OVMS.pods().iterator().next().name());
      assertThat(values.values())
          .allSatisfy(value -> assertThat(value.doubleValue()).isLessThan(0.9));
    }
    assertNobodyIsForbiddenAnything();
  }

  /** The programs say so in their logs; they go on without what they may not have. */
  private static void assertNobodyIsForbiddenAnything() {
    assertThat(CONTROL_PLANE.get().logs("monitoring"))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }
}
