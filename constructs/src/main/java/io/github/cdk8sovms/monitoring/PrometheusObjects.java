package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Emitted;
import io.github.cdk8sovms.kubernetes.NamedPort;
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
  List<Emitted<? extends ApiObject>> create(ApiObjects objects);

  /** Where its API answers inside the cluster. */
  PrometheusEndpoint endpoint();

  /** Whether it reads the metrics of a server. */
  boolean scrapes(OvmsModelServer server);

  /** What it tells about itself; empty for one that is there already. */
  Optional<OwnSeries> ownSeries();

  /** Defines the objects, if any, that a file of rules needs besides the Prometheus. */
  List<Emitted<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file);

  /** Where rules go. */
  RulePlacement rulePlacement();

  /** Has a file of rules worked out, whose objects exist. */
  void evaluate(RuleFile file);

  /** The address of a Service on the Prometheus port. */
  static String serviceUrl(String service, String namespace) {
    return "http://" + service + "." + namespace + ".svc:" + PORT.service();
  }
}
