package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the builder of a dashboard was given. */
final class DashboardChoices {
  final List<RatioAutoscaler> autoscalers = new ArrayList<>();

  /** The options that only a sidecar reads. */
  final Set<String> sidecarOptions = new LinkedHashSet<>();

  String title = "OpenVINO Model Server";
  String folder = "";
  @Nullable String uid;
  Delivery.Sidecar sidecar = Delivery.Sidecar.DEFAULT;
  Delivery.@Nullable Operator operator;
  String runbookBase = Alerts.RUNBOOKS;
  boolean graphs;
  boolean containerMetrics;

  List<AutoscalerSettings> settings() {
    return autoscalers.stream().map(RatioAutoscaler::settings).toList();
  }

  Delivery delivery() {
    return operator == null ? sidecar : operator;
  }

  DashboardPanels panels() {
    return new DashboardPanels(settings(), graphs, containerMetrics);
  }
}
