package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import org.cdk8s.Chart;

/** Two servers with an autoscaler each, as a canary needs them. */
public record CanarySides(Chart chart, RatioAutoscaler ofStable, RatioAutoscaler ofCandidate) {

  public static CanarySides in(Chart chart) {
    OvmsModelServer stable = Cases.server(chart, "resnet").build();
    OvmsModelServer candidate =
        Cases.server(chart, "resnet-v2")
            .ports(9000, 8000)
            .maxRequestDuration(Duration.ofMinutes(1))
            .build();
    OperatorPrometheus prometheus =
        Cases.operatorPrometheus(chart, stable, candidate)
            .alertmanager("http://alertmanager-operated.monitoring.svc:9093")
            .build();
    MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
    RatioAutoscaler ofCandidate =
        RatioAutoscaler.Builder.create(chart, "candidate-autoscaler")
            .target(candidate)
            .metrics(adapter)
            .replicas(1, 3)
            .build();
    return new CanarySides(chart, Cases.autoscaler(chart, stable, adapter).build(), ofCandidate);
  }

  public ModelServer stable() {
    return ofStable.settings().server();
  }

  ModelServer candidate() {
    return ofCandidate.settings().server();
  }

  public Canary canary() {
    return Canary.of(stable(), candidate());
  }

  /** An exposure of a canary, but for its protocols. */
  Exposure.Builder exposure(Canary canary) {
    return Exposure.Builder.create(chart, "resnet-exposure")
        .canary(canary)
        .gateway(ExposureCases.GATEWAY)
        .proxies(NetworkPeer.namespace("envoy-gateway-system"));
  }

  Alerts.Builder alerts() {
    return Alerts.Builder.create(chart, "alerts").autoscaler(ofStable).autoscaler(ofCandidate);
  }
}
