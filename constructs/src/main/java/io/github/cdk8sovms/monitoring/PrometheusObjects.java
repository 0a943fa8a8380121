package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.NamedPort;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;

/** The objects of one way to have a Prometheus. */
sealed interface PrometheusObjects
    permits StandalonePrometheus, OperatorPrometheus, ExistingMonitoring {
  /** The port of the API and of the user interface. */
  NamedPort PORT = NamedPort.of("web", 9090);

  /** What Prometheus calls itself in labels. */
  String SOFTWARE = "prometheus";

  /** Creates the objects. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects);

  /** Where its API answers inside the cluster. */
  PrometheusEndpoint endpoint();

  /** Whether it reads the metrics of a server. */
  boolean scrapes(OvmsModelServer server);

  /** What it tells about itself; empty for one that is there already. */
  Optional<SelfMonitoring> ownSeries();

  /** Defines the objects, if any, that a file of rules needs besides the Prometheus. */
  List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file);

  /** Where rules go. */
  RulePlacement rulePlacement();

  /** What the object that a file of rules goes into has then, and may have. */
  Room roomFor(RuleFile file);

  /**
   * How much of an object is taken.
   *
   * @param bytes what it has
   * @param most what it may have
   * @param what is limited, for messages
   * @param spread over what autoscalers can be spread then
   */
  record Room(int bytes, int most, String what, String spread) {
    /** A ConfigMap. */
    static Room ofConfigMap(int bytes, String spread) {
      return new Room(bytes, ConfigText.MOST_BYTES, "a ConfigMap", spread);
    }

    /**
     * A PrometheusRule, which the operator puts into a ConfigMap of which it leaves half free
     * ({@code MaxConfigMapDataSize} in its {@code rules.go}).
     */
    static Room ofRules(int bytes) {
      return new Room(bytes, ConfigText.MOST_BYTES / 2, "a PrometheusRule", "Alerts");
    }
  }

  /** Has a file of rules worked out, whose objects exist. */
  void evaluate(RuleFile file);

  /** The address of a Service on the Prometheus port. */
  static String serviceUrl(String service, String namespace) {
    return "http://" + service + "." + namespace + ".svc:" + PORT.service();
  }
}
