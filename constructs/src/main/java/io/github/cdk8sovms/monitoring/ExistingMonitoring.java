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
 * An existing Prometheus: monitors if it has an operator, and always NetworkPolicies of the servers
 * that admit its namespace. The labels of its pods are not known.
 */
record ExistingMonitoring(PrometheusOptions options, ExistingPrometheus existing)
    implements PrometheusObjects {

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    created.addAll(MonitorObjects.create(objects, options));
    created.addAll(
        PrometheusNetwork.allowScrapes(
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

  /** Defines a ConfigMap without an operator; it must be mounted into Prometheus. */
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

  /** Returns whether rules are objects of the cluster; Azure's are not. */
  private boolean hasRuleObjects() {
    return options.monitors().areOfOperator()
        || options.monitors() == Monitors.GOOGLE_POD_MONITORING;
  }
}
