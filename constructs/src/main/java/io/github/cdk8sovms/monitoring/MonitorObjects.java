package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.serving.MetricsEndpoint;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The objects for the Prometheus Operator, or the collectors of a cloud: one monitor for each
 * server, in the server's namespace, and rules.
 */
final class MonitorObjects {
  static final String API_VERSION = "monitoring.coreos.com/v1";

  /** The label by which kube-prometheus-stack selects the monitors of its release. */
  private static final String RELEASE = "release";

  private MonitorObjects() {}

  static List<ObjectRef<? extends ApiObject>> create(
      ApiObjects objects, PrometheusOptions options) {
    List<ObjectRef<? extends ApiObject>> monitors = new ArrayList<>();
    if (options.monitors() != Monitors.NONE) {
      options.servers().forEach(server -> monitors.add(monitor(objects, options, server)));
    }
    return monitors;
  }

  private static ObjectRef<ApiObject> monitor(
      ApiObjects objects, PrometheusOptions options, OvmsModelServer server) {
    Monitors monitors = options.monitors();
    boolean ofPods = monitors != Monitors.SERVICE_MONITOR;
    String kind = monitors.kind();
    MetricsEndpoint metrics = server.metrics();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "selector", Map.of("matchLabels", ofPods ? metrics.podLabels() : metrics.serviceLabels()));
    if (monitors == Monitors.GOOGLE_POD_MONITORING) {
      spec.put("endpoints", List.of(endpoint(options.scrapeInterval(), "timeout")));
    } else {
      if (!metrics.plainText()) {
        spec.put("fallbackScrapeProtocol", ScrapeConfig.FALLBACK_PROTOCOL);
      }
      spec.put(
          ofPods ? "podMetricsEndpoints" : "endpoints",
          List.of(endpoint(options.scrapeInterval(), "scrapeTimeout")));
    }
    return objects
        .inNamespace(server.namespace())
        .customResource(
            kind + "-" + server.namespace() + "." + server.serviceName(),
            new ResourceType(monitors.apiVersion(), kind),
            server.serviceName(),
            labels(options),
            spec);
  }

  /** Returns the job that the operator sets on the targets of a PodMonitor. */
  static String jobOf(String namespace, String podMonitor) {
    return namespace + "/" + podMonitor;
  }

  /** Creates the PodMonitor with which a Prometheus of the operator scrapes itself. */
  static ObjectRef<ApiObject> self(
      ApiObjects objects, PrometheusOptions options, Map<String, String> pods) {
    Identity prometheus = options.placement().identity();
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("port", PrometheusObjects.PORT.name());
    endpoint.put("interval", Durations.text(options.scrapeInterval().interval()));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", Map.of("matchLabels", pods));
    spec.put("podMetricsEndpoints", List.of(endpoint));
    return objects
        .inNamespace(prometheus.namespace())
        .customResource(
            "PodMonitor",
            new ResourceType(API_VERSION, "PodMonitor"),
            prometheus.name(),
            labels(options),
            spec);
  }

  /** Creates the rules, in the namespace of the construct that contains them. */
  static ObjectRef<ApiObject> rules(ApiObjects objects, PrometheusOptions options, RuleFile file) {
    boolean isGoogle = options.monitors() == Monitors.GOOGLE_POD_MONITORING;
    return objects.customResource(
        ApiObjects.MAIN,
        isGoogle
            ? new ResourceType(Monitors.GOOGLE_POD_MONITORING.apiVersion(), "Rules")
            : new ResourceType(API_VERSION, "PrometheusRule"),
        file.name(),
        labels(options),
        (isGoogle ? file.withoutEmptyGroups() : file).toConfig());
  }

  private static Map<String, String> labels(PrometheusOptions options) {
    return options.release().map(release -> Map.of(RELEASE, release)).orElse(Map.of());
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
