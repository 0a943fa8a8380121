package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ServerLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The objects for the Prometheus Operator, or the collectors of a cloud: one monitor for each
 * server, in the server's namespace, and rules.
 *
 * @param scrapes the servers, and how often they are scraped
 * @param monitors the kind of monitors and their label
 */
record MonitorObjects(ScrapeSpec scrapes, MonitorSpec monitors) {
  static final String API_VERSION = "monitoring.coreos.com/v1";

  /** The label by which kube-prometheus-stack selects the monitors of its release. */
  private static final String RELEASE = "release";

  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    if (monitors.kind() != Monitors.NONE) {
      scrapes.servers().inOrder().forEach(server -> created.add(monitor(objects, server)));
    }
    return created;
  }

  private ObjectRef<ApiObject> monitor(ApiObjects objects, ModelServer server) {
    boolean ofPods = monitors.kind() != Monitors.SERVICE_MONITOR;
    String kind = monitors.kind().kind();
    MetricsEndpoint metrics = ServerLink.of(server).metrics();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "selector", Map.of("matchLabels", ofPods ? metrics.podLabels() : metrics.serviceLabels()));
    if (monitors.kind() == Monitors.GOOGLE_POD_MONITORING) {
      spec.put("endpoints", List.of(endpoint(scrapes.interval(), "timeout")));
    } else {
      if (!metrics.plainText()) {
        spec.put("fallbackScrapeProtocol", ScrapeConfig.FALLBACK_PROTOCOL);
      }
      spec.put(
          ofPods ? "podMetricsEndpoints" : "endpoints",
          List.of(endpoint(scrapes.interval(), "scrapeTimeout")));
    }
    return objects
        .inNamespace(server.namespace())
        .customResource(
            kind + "-" + server.namespace() + "." + server.serviceName(),
            new ResourceType(monitors.kind().apiVersion(), kind),
            server.serviceName(),
            labels(),
            spec);
  }

  /** Returns the job that the operator sets on the targets of a PodMonitor. */
  static String jobOf(String namespace, String podMonitor) {
    return namespace + "/" + podMonitor;
  }

  /** Creates the PodMonitor with which a Prometheus of the operator scrapes itself. */
  ObjectRef<ApiObject> self(ApiObjects objects, Map<String, String> pods) {
    Identity prometheus = scrapes.placement().identity();
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", PrometheusManifest.PORT.name());
    endpoint.put("interval", Durations.text(scrapes.interval().interval()));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", Map.of("matchLabels", pods));
    spec.put("podMetricsEndpoints", List.of(endpoint));
    return objects
        .inNamespace(prometheus.namespace())
        .customResource(
            "PodMonitor",
            new ResourceType(API_VERSION, "PodMonitor"),
            prometheus.name(),
            labels(),
            spec);
  }

  /** Creates the rules, in the namespace of the construct that contains them. */
  ObjectRef<ApiObject> rules(ApiObjects objects, RuleFile file) {
    boolean isGoogle = monitors.kind() == Monitors.GOOGLE_POD_MONITORING;
    return objects.customResource(
        ApiObjects.MAIN,
        isGoogle
            ? new ResourceType(Monitors.GOOGLE_POD_MONITORING.apiVersion(), "Rules")
            : new ResourceType(API_VERSION, "PrometheusRule"),
        file.name(),
        labels(),
        (isGoogle ? file.withoutEmptyGroups() : file).toConfig());
  }

  private Map<String, String> labels() {
    return monitors.release().map(release -> Map.of(RELEASE, release)).orElse(Map.of());
  }

  private static Map<String, Object> endpoint(ScrapeInterval interval, String timeout) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", MetricsEndpoint.PORT);
    endpoint.put("path", MetricsEndpoint.PATH);
    endpoint.put("interval", Durations.text(interval.interval()));
    endpoint.put(timeout, Durations.text(interval.timeout()));
    return endpoint;
  }
}
