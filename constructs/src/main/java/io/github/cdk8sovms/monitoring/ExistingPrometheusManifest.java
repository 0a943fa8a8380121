package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
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
record ExistingPrometheusManifest(ExistingPrometheusSpec spec) implements PrometheusManifest {

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    created.addAll(monitors().create(objects));
    created.addAll(PrometheusNetwork.allowScrapes(objects, spec.scrapes(), scraper(), true));
    return created;
  }

  @Override
  public PrometheusEndpoint endpoint() {
    QueriedPrometheus queried = spec.queried();
    return new PrometheusEndpoint(
        queried.url(),
        spec.access(),
        Traffic.to(URI.create(queried.url())),
        Map.of(),
        false,
        queried.matchers(),
        queried.labels(),
        queried.exporterLabels());
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
        : List.of(monitors().rules(objects, file));
  }

  @Override
  public RulePlacement rulePlacement() {
    return new RulePlacement(
        hasRuleObjects() ? RulePlacement.Where.WITH_SERVERS : RulePlacement.Where.WITH_PROMETHEUS,
        spec.queried().isOfUserWorkloads()
            || spec.monitors().kind() == Monitors.GOOGLE_POD_MONITORING,
        spec.queried().matchersOfRules());
  }

  @Override
  public Room roomFor(RuleFile file) {
    return hasRuleObjects() ? Room.ofRules(file.bytes()) : Room.ofConfigMap(file.bytes(), "Alerts");
  }

  @Override
  public void evaluate(RuleFile file) {}

  private MonitorObjects monitors() {
    return new MonitorObjects(spec.scrapes(), spec.monitors());
  }

  private NetworkPeer scraper() {
    return spec.queried()
        .scraper()
        .or(() -> spec.monitors().kind().collectors().map(NetworkPeer::namespace))
        .orElseGet(() -> NetworkPeer.namespace(spec.scrapes().placement().identity().namespace()));
  }

  /** Returns whether rules are objects of the cluster; Azure's are not. */
  private boolean hasRuleObjects() {
    Monitors kind = spec.monitors().kind();
    return kind.areOfOperator() || kind == Monitors.GOOGLE_POD_MONITORING;
  }
}
