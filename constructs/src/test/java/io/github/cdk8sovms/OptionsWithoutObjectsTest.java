package io.github.cdk8sovms;

import static io.github.cdk8sovms.validation.FindingCode.NO_EFFECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Reported;
import java.util.concurrent.Callable;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Labels and annotations are for objects, and some constructs have no objects. */
class OptionsWithoutObjectsTest {
  private final Chart chart = Programs.chart();

  @Test
  void alertsInTheConfigurationOfOurPrometheus() {
    Alerts.Builder labelled = alerts(false).label("team", "vision");
    assertRefused(labelled::build, "label");
    assertRefused(labelled.annotation("a", "b")::build, "label", "annotation");
  }

  @Test
  void alertsThatAreAnObjectCarryThem() {
    alerts(true).label("team", "vision").annotation("a", "b").build();

    assertThat(Synthesized.of(chart).the("PrometheusRule").at("/metadata/labels/team").asText())
        .isEqualTo("vision");
  }

  @Test
  void aPrometheusThatExists() {
    assertRefused(existing().label("team", "vision")::build, "label");
    assertRefused(existing().annotation("a", "b")::build, "annotation");
    assertRefused(
        existing().patch(Patch.of("Deployment").remove("/spec/replicas"))::build, "patch");
  }

  private ExistingPrometheus.Builder existing() {
    return Programs.existingPrometheus(chart).url("http://a.b.svc:9090");
  }

  @Test
  void anAdapterThatExists() {
    ExistingPrometheus prometheus =
        Programs.existingPrometheus(chart).url("http://a.b.svc:9090").build();

    assertRefused(
        () -> Programs.existingAdapter(chart, prometheus).label("team", "vision").build(), "label");
    ExistingAdapter.Builder without = Programs.existingAdapter(chart, prometheus);
    assertThat(Reported.building(without::build)).isEmpty();
  }

  private Alerts.Builder alerts(boolean operator) {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    Prometheus prometheus =
        operator
            ? Programs.operatorPrometheus(chart, server).build()
            : Programs.prometheus(chart, server).build();
    RatioAutoscaler autoscaler =
        Programs.autoscaler(chart, server, Programs.adapter(chart, prometheus).build()).build();
    return Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler);
  }

  private static void assertRefused(Callable<?> build, String... options) {
    assertThat(Reported.building(build))
        .allMatch(finding -> finding.code() == NO_EFFECT)
        .extracting(finding -> finding.path().replaceFirst(".*[.]", ""))
        .containsExactly(options);
  }
}
