package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.MeshRules;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PeerAuthentications;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.ApiObject;

/** A Prometheus for the other constructs, with the rules and clients that they added. */
final class LinkedPrometheus implements PrometheusLink {
  private final Identity identity;
  private final Mesh mesh;
  private final ScrapeInterval scrapeInterval;
  private final PrometheusManifest manifest;
  private final Map<String, RuleFile> ruleFiles = new LinkedHashMap<>();
  private final Set<NetworkPeer> allowedClients;

  /**
   * Creates the link.
   *
   * @param clients allowed from the start
   */
  LinkedPrometheus(ScrapeSpec scrapes, PrometheusManifest manifest, List<NetworkPeer> clients) {
    this.identity = scrapes.placement().identity();
    this.mesh = scrapes.placement().pods().mesh();
    this.scrapeInterval = scrapes.interval();
    this.manifest = manifest;
    this.allowedClients = new HashSet<>(clients);
  }

  @Override
  public PrometheusEndpoint endpoint() {
    return manifest.endpoint();
  }

  @Override
  public ScrapeInterval scrapeInterval() {
    return scrapeInterval;
  }

  @Override
  public Optional<SelfMonitoring> ownSeries() {
    return manifest.ownSeries();
  }

  @Override
  public RulePlacement rulePlacement() {
    return manifest.rulePlacement();
  }

  @Override
  public void checkCanEvaluate(RuleFile file, Findings findings, String option) {
    findings.require(
        !ruleFiles.containsKey(file.name()),
        FindingCode.ALERTS_TWICE,
        option,
        quote(file.name()) + " is the name of existing rules of this Prometheus",
        "Set another name for one of them.");
    PrometheusManifest.Room room = manifest.roomFor(file);
    findings.require(
        room.bytes() <= room.limit(),
        FindingCode.TOO_MANY_RULES,
        option,
        quote(room.bytes())
            + " bytes do not fit into "
            + room.what()
            + " for "
            + quote(identity.name())
            + ", which is limited to "
            + room.limit(),
        "Spread the autoscalers over several "
            + room.spread()
            + ", or exclude alerts with .without(..).");
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    return manifest.defineRules(objects, file);
  }

  @Override
  public void evaluate(RuleFile file) {
    ruleFiles.put(file.name(), file);
    manifest.evaluate(file);
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> allowIngressFrom(
      NetworkPeer client, String name, ApiObjects objects) {
    if (!endpoint().isolated() || allowedClients.contains(client)) {
      return List.of();
    }
    return List.of(
        objects
            .inNamespace(identity.namespace())
            .networkPolicy(
                "PrometheusPolicy",
                policyFrom(name),
                NetworkPolicies.also(
                    mesh, endpoint().podLabels(), Traffic.tcp(client, PrometheusEndpoint.PORT))));
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> openToOutsider(
      NetworkPeer client, String name, ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> opened =
        new ArrayList<>(allowIngressFrom(client, name, objects));
    if (!allowedClients.contains(client) && MeshRules.of(mesh).strict()) {
      opened.add(
          PeerAuthentications.acceptPlainText(
              objects.inNamespace(identity.namespace()),
              "PrometheusPlainText",
              policyFrom(name),
              endpoint().podLabels(),
              PrometheusEndpoint.PORT));
    }
    return opened;
  }

  private String policyFrom(String client) {
    return identity.name() + "-from-" + client;
  }

  @Override
  public void recordAllowed(NetworkPeer client) {
    allowedClients.add(client);
  }
}
