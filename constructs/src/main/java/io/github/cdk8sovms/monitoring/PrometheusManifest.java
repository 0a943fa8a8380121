package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;

/** The objects of one kind of Prometheus. */
sealed interface PrometheusManifest
    permits PrometheusStackManifest, OperatorPrometheusManifest, ExistingPrometheusManifest {
  /** The port of the API and the web UI. */
  NamedPort PORT = NamedPort.of("web", PrometheusEndpoint.PORT);

  /** The name of Prometheus in labels. */
  String SOFTWARE = "prometheus";

  /** Creates the objects. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects);

  /** Returns its query endpoint inside the cluster. */
  PrometheusEndpoint endpoint();

  /** Returns its own metrics; empty for an existing Prometheus. */
  Optional<SelfMonitoring> ownSeries();

  /** Defines the objects, if any, that a rule file needs besides the Prometheus. */
  List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file);

  /** Returns where rules are placed. */
  RulePlacement rulePlacement();

  /** Returns size and limit of the object that will contain a rule file. */
  Room roomFor(RuleFile file);

  /**
   * The size and limit of an object.
   *
   * @param bytes its size
   * @param limit of its size
   * @param what the kind of object, for messages
   * @param spread the kind of construct over which autoscalers can be spread
   */
  record Room(int bytes, int limit, String what, String spread) {
    /** Returns the size of a ConfigMap. */
    static Room ofConfigMap(int bytes, String spread) {
      return new Room(bytes, ConfigText.MOST_BYTES, "a ConfigMap", spread);
    }

    /**
     * Returns the size of a PrometheusRule, which the operator writes to a ConfigMap and limits to
     * half of it ({@code MaxConfigMapDataSize} in its {@code rules.go}).
     */
    static Room ofRules(int bytes) {
      return new Room(bytes, ConfigText.MOST_BYTES / 2, "a PrometheusRule", "Alerts");
    }
  }

  /** Adds a rule file, whose objects exist, to be evaluated. */
  void evaluate(RuleFile file);

  /** Returns the URL of a Service on the Prometheus port. */
  static String serviceUrl(String service, String namespace) {
    return "http://" + service + "." + namespace + ".svc:" + PORT.service();
  }
}
