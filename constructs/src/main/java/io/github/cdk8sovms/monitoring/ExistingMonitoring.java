package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;

/**
 * A Prometheus that is there already: monitors for it if it has an operator, and in any case the
 * servers' network opened for its namespace. What its pods are labelled with is not known.
 */
record ExistingMonitoring(PrometheusOptions options, ExistingPrometheus existing)
    implements PrometheusObjects {

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    created.addAll(MonitorObjects.create(objects, options));
    created.addAll(
        PrometheusNetwork.openServers(
            objects,
            options,
            existing
                .scraper()
                .or(() -> options.monitors().collectors().map(NetworkPeer::namespace))
                .orElseGet(
                    () -> NetworkPeer.namespace(options.placement().identity().namespace()))));
    return created;
  }

  @Override
  public PrometheusEndpoint endpoint() {
    String url = existing.url();
    return new PrometheusEndpoint(
        url,
        options.access(),
        Traffic.to(URI.create(url)),
        Map.of(),
        false,
        existing.matchers(),
        existing.labels(),
        existing.exporterLabels());
  }

  @Override
  public Optional<SelfMonitoring> ownSeries() {
    return Optional.empty();
  }

  /** Without an operator nobody reads the ConfigMap by itself; it is for who mounts it. */
  @Override
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    return !hasRuleObjects()
        ? List.of(
            objects.configMap(ApiObjects.MAIN, file.name(), Map.of(file.fileName(), file.text())))
        : List.of(MonitorObjects.rules(objects, options, file));
  }

  @Override
  public RulePlacement rulePlacement() {
    return new RulePlacement(
        hasRuleObjects() ? RulePlacement.Where.WITH_SERVERS : RulePlacement.Where.WITH_PROMETHEUS,
        existing.isOfUserWorkloads() || options.monitors() == Monitors.GOOGLE_POD_MONITORING,
        existing.matchersOfRules());
  }

  @Override
  public Room roomFor(RuleFile file) {
    return hasRuleObjects() ? Room.ofRules(file.bytes()) : Room.ofConfigMap(file.bytes(), "Alerts");
  }

  @Override
  public void evaluate(RuleFile file) {}

  @Override
  public boolean scrapes(OvmsModelServer server) {
    return options.scrapes(server);
  }

  /** Azure's rules are no objects of the cluster. */
  private boolean hasRuleObjects() {
    return options.monitors().areOfOperator()
        || options.monitors() == Monitors.GOOGLE_POD_MONITORING;
  }
}
