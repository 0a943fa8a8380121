package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;

/** What other constructs of this library do with a {@code Prometheus}. */
public interface PrometheusLink {
  /** The construct provides it. */
  Link<Component, PrometheusLink> LINK = new Link<>();

  /** Returns the link of a {@code Prometheus}. */
  static PrometheusLink of(Component prometheus) {
    return LINK.of(prometheus);
  }

  /** Returns its query endpoint. */
  PrometheusEndpoint endpoint();

  /** Returns the scrape interval, and the times derived from it. */
  ScrapeInterval scrapeInterval();

  /** Returns its own metrics, scraped once it has rules; empty for an existing Prometheus. */
  Optional<SelfMonitoring> ownSeries();

  /** Returns where rules are placed, and which series they see. */
  RulePlacement rulePlacement();

  /** Checks, for the given option of another construct, that a rule file can be added. */
  void checkCanEvaluate(RuleFile file, Findings findings, String option);

  /**
   * Defines the objects, if any, that deliver a rule file to this Prometheus, among those of the
   * construct that contains the rules: a PrometheusRule for the operator, the first time with a
   * PodMonitor of Prometheus itself, or a ConfigMap for an existing Prometheus.
   */
  List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file);

  /** Adds a rule file, whose objects exist, to be evaluated. */
  void evaluate(RuleFile file);

  /**
   * Defines the NetworkPolicy that allows ingress from a client, among the objects of the client's
   * construct; none if this Prometheus is not isolated, or an existing policy allows the client.
   *
   * @param client of this Prometheus
   * @param name of the client, used for the name of the policy
   * @param objects of the client's construct
   */
  List<ObjectRef<? extends ApiObject>> allowIngressFrom(
      NetworkPeer client, String name, ApiObjects objects);

  /**
   * Defines the same for a client outside of any mesh: if the mesh of this Prometheus rejects plain
   * text, also an exception for the port.
   */
  List<ObjectRef<? extends ApiObject>> openToOutsider(
      NetworkPeer client, String name, ApiObjects objects);

  /** Records that a construct has emitted the NetworkPolicy that allows a client. */
  void recordAllowed(NetworkPeer client);
}
