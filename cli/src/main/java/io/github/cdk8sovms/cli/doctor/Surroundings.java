package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.Urls;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What belongs to one autoscaler: its pods, the adapter that answers for them, its Prometheus. */
final class Surroundings {
  private final Cluster cluster;
  private final Autoscaler autoscaler;
  private final Optional<URI> saidPrometheus;
  private @Nullable Optional<AdapterConfig> adapter;

  Surroundings(Cluster cluster, Autoscaler autoscaler, Optional<URI> saidPrometheus) {
    this.cluster = cluster;
    this.autoscaler = autoscaler;
    this.saidPrometheus = saidPrometheus;
  }

  Cluster cluster() {
    return cluster;
  }

  Autoscaler autoscaler() {
    return autoscaler;
  }

  /** The scale of the target, as the controller reads it; empty if there is none. */
  Optional<JsonNode> scale() {
    return cluster.find(targetPath() + "/scale");
  }

  /** Where the target is. The name of its kind in paths is asked of the API server. */
  String targetPath() {
    String api = autoscaler.targetApi();
    String root = api.contains("/") ? "/apis/" + api : "/api/" + api;
    String plural = autoscaler.targetKind().toLowerCase(Locale.ROOT) + "s";
    if (!api.equals("apps/v1")) {
      for (JsonNode resource :
          cluster.find(root).map(list -> list.path("resources")).orElse(autoscaler.object())) {
        String name = resource.path("name").asText();
        if (resource.path("kind").asText().equals(autoscaler.targetKind()) && !name.contains("/")) {
          plural = name;
        }
      }
    }
    return "%s/namespaces/%s/%s/%s"
        .formatted(root, autoscaler.namespace(), plural, autoscaler.targetName());
  }

  /** Those whose values are averaged: all that the scale selects and that are not leaving. */
  List<Pod> pods() {
    return scale()
        .map(scale -> cluster.pods(autoscaler.namespace(), selector(scale)))
        .orElse(List.of())
        .stream()
        .filter(pod -> !pod.isLeaving())
        .toList();
  }

  List<Pod> readyPods() {
    return pods().stream().filter(Pod::isReady).toList();
  }

  static String selector(JsonNode scale) {
    return scale.at("/status/selector").asText();
  }

  /** What serves the autoscaler's kind of metric. */
  MetricsApi metricsApi() {
    return autoscaler.isOfPods() ? MetricsApi.CUSTOM : MetricsApi.EXTERNAL;
  }

  /** The APIServices of that, the preferred one first. */
  List<JsonNode> apiServices() {
    return metricsApi().versions().stream()
        .flatMap(
            version ->
                cluster
                    .find(
                        "/apis/apiregistration.k8s.io/v1/apiservices/%s.%s"
                            .formatted(version, metricsApi().group()))
                    .stream())
        .toList();
  }

  /** The version that the controller uses: the preferred one that answers. */
  String version() {
    return apiServices().stream()
        .filter(service -> Cluster.isTrue(service, "Available"))
        .findFirst()
        .map(service -> service.at("/spec/version").asText())
        .orElse(metricsApi().versions().get(0));
  }

  /** What KEDA asks, if it is KEDA's. */
  Optional<Trigger> trigger() {
    return autoscaler
        .scaledObject()
        .flatMap(
            name ->
                cluster.find(
                    "/apis/keda.sh/v1alpha1/namespaces/%s/scaledobjects/%s"
                        .formatted(autoscaler.namespace(), name)))
        .flatMap(scaledObject -> Trigger.of(scaledObject, autoscaler.metric()));
  }

  /** The query that gives the metric; empty if it could not be found. */
  String query() {
    if (autoscaler.isOfPods()) {
      return rule()
          .map(rule -> rule.query().replace("<<.Series>>", rule.series().orElse("")))
          .orElse("");
    }
    try {
      return trigger().map(Trigger::query).orElse("");
    } catch (Unseen e) {
      return "";
    }
  }

  /** The adapter that the APIService leads to, or else one that is to be found. */
  Optional<AdapterConfig> adapter() {
    Optional<AdapterConfig> found = adapter;
    if (found == null) {
      found = deployments().stream().filter(Surroundings::isAdapter).findFirst().map(this::config);
      adapter = found;
    }
    return found;
  }

  /** The rule of the autoscaler's metric, if adapter and rule could be found. */
  Optional<AdapterRuleView> rule() {
    try {
      return adapter().flatMap(config -> config.rule(autoscaler.metric()));
    } catch (Unseen e) {
      return Optional.empty();
    }
  }

  /** Where the Service of Prometheus is, if adapter or KEDA name one or there is exactly one. */
  Optional<PrometheusAddress> prometheusAddress() {
    Optional<Trigger> trigger = trigger();
    if (trigger.isPresent()) {
      return PrometheusAddress.of(trigger.get().prometheusUrl(), autoscaler.namespace());
    }
    Optional<AdapterConfig> asking = adapter();
    if (asking.isPresent()) {
      return asking
          .get()
          .prometheusUrl()
          .flatMap(url -> PrometheusAddress.of(url, asking.get().namespace()));
    }
    List<JsonNode> services =
        cluster
            .list(
                "/api/v1/services?labelSelector="
                    + Cluster.encoded("app.kubernetes.io/name=prometheus"))
            .stream()
            .filter(service -> !service.at("/spec/clusterIP").asText().equals("None"))
            .toList();
    if (services.size() != 1) {
      return Optional.empty();
    }
    JsonNode service = services.get(0);
    int port = service.at("/spec/ports/0/port").asInt();
    return Optional.of(
        new PrometheusAddress("http", Cluster.namespace(service), Cluster.name(service), port, ""));
  }

  /**
   * The Prometheus to ask.
   *
   * @throws Unseen if it is not known or not in the cluster
   */
  Prometheus prometheus() {
    return saidPrometheus
        .map(Prometheus::at)
        .or(() -> prometheusAddress().map(address -> Prometheus.of(address, cluster)))
        .orElseThrow(
            () ->
                new Unseen(
                    url()
                            .map(
                                url ->
                                    "asked is "
                                        + Urls.withoutPassword(url)
                                        + ", which is no Service of the cluster")
                            .orElse("nobody says which Prometheus is asked")
                        + "; say where it is with --prometheus"));
  }

  private Optional<String> url() {
    return trigger()
        .map(Trigger::prometheusUrl)
        .or(() -> adapter().flatMap(AdapterConfig::prometheusUrl));
  }

  boolean isPrometheusSaid() {
    return saidPrometheus.isPresent();
  }

  private List<JsonNode> deployments() {
    List<JsonNode> services = apiServices();
    if (services.isEmpty()) {
      return cluster.list("/apis/apps/v1/deployments");
    }
    return cluster.list(
        "/apis/apps/v1/namespaces/%s/deployments"
            .formatted(services.get(0).at("/spec/service/namespace").asText()));
  }

  private static boolean isAdapter(JsonNode deployment) {
    return AdapterConfig.argument(deployment, AdapterConfig.PROMETHEUS_URL).isPresent();
  }

  private AdapterConfig config(JsonNode deployment) {
    return new AdapterConfig(
        deployment,
        AdapterConfig.configMapName(deployment)
            .flatMap(
                name ->
                    cluster.find(
                        "/api/v1/namespaces/%s/configmaps/%s"
                            .formatted(Cluster.namespace(deployment), name))));
  }
}
