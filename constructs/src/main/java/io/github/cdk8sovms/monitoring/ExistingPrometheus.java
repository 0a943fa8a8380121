package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Emitted;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.List;
import org.cdk8s.ApiObject;

/** A Prometheus that is there already: monitors for it if it has an operator, or nothing. */
record ExistingPrometheus(PrometheusOptions options, String url) implements PrometheusObjects {

  @Override
  public List<Emitted<? extends ApiObject>> create(ApiObjects objects) {
    return MonitorObjects.create(objects, options);
  }

  /** Without monitors its owner decides what it scrapes, which we cannot know. */
  @Override
  public boolean scrapes(OvmsModelServer server) {
    return options.monitors() == Monitors.NONE || options.scrapes(server);
  }
}
