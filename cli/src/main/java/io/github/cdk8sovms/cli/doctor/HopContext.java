package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.adapter.ConfiguredRule;
import io.github.cdk8sovms.internal.values.Urls;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects related to one autoscaler: its pods, their adapter, and its Prometheus. */
final class HopContext {
  /** Allows for two scrapes at a usual interval, and for a reload of the targets. */
  private static final Duration SCRAPED_AFTER = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final Autoscaler autoscaler;
  private final Optional<PrometheusUrl> givenPrometheus;
  private @Nullable Optional<AdapterConfig> adapter;

  HopContext(Cluster cluster, Autoscaler autoscaler, Optional<PrometheusUrl> givenPrometheus) {
    this.cluster = cluster;
    this.autoscaler = autoscaler;
    this.givenPrometheus = givenPrometheus;
  }

  Cluster cluster() {
    return cluster;
  }

  Autoscaler autoscaler() {
    return autoscaler;
  }

  /** Returns the scale subresource of the target, as for the controller; empty if there is none. */
  Optional<JsonNode> scale() {
    return cluster.find(targetPath() + "/scale");
  }

  /** Returns the path of the target. The plural of its kind comes from API discovery. */
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

  /** Returns the pods whose values are averaged: all selected ones that are not terminating. */
  List<Pod> pods() {
    return selected().stream().filter(pod -> !pod.isTerminating()).toList();
  }

  List<Pod> terminatingPods() {
    return selected().stream().filter(Pod::isTerminating).toList();
  }

  /** Returns no pods for an empty selector, which would select all. */
  private List<Pod> selected() {
    return scale()
        .map(HopContext::selector)
        .filter(selector -> !selector.isEmpty())
        .map(selector -> cluster.pods(autoscaler.namespace(), selector))
        .orElse(List.of());
  }

  List<Pod> readyPods() {
    return pods().stream().filter(Pod::isReady).toList();
  }

  static String selector(JsonNode scale) {
    return scale.at("/status/selector").asText();
  }

  /** Returns the API of the autoscaler's kind of metric. */
  MetricsApi metricsApi() {
    return autoscaler.isOfPods() ? MetricsApi.CUSTOM : MetricsApi.EXTERNAL;
  }

  /** Returns the APIServices of that API, the preferred one first. */
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

  /** Returns the one that the controller uses: the first available one, else the preferred one. */
  Optional<JsonNode> usedApiService() {
    List<JsonNode> services = apiServices();
    return services.stream()
        .filter(service -> Conditions.isTrue(service, "Available"))
        .findFirst()
        .or(() -> services.stream().findFirst());
  }

  /** Returns its version. */
  String version() {
    return usedApiService()
        .map(service -> service.at("/spec/version").asText())
        .orElse(metricsApi().versions().get(0));
  }

  /** Returns the ScaledObject that owns it, if it is KEDA's. */
  Optional<JsonNode> scaledObject() {
    return autoscaler
        .scaledObject()
        .flatMap(
            name ->
                cluster.find(
                    "/apis/keda.sh/v1alpha1/namespaces/%s/scaledobjects/%s"
                        .formatted(autoscaler.namespace(), name)));
  }

  /** Returns its trigger, if it is KEDA's. */
  Optional<Trigger> trigger() {
    return scaledObject().flatMap(object -> Trigger.of(object, autoscaler.metric()));
  }

  /** Returns the query of the metric; empty if it was not found. */
  String query() {
    if (autoscaler.isOfPods()) {
      return rule().map(ConfiguredRule::queryOfSeries).orElse("");
    }
    try {
      return trigger().map(Trigger::query).orElse("");
    } catch (UnseenException e) {
      return "";
    }
  }

  /** Returns the adapter behind the APIService, or else the only one; KEDA has none. */
  Optional<AdapterConfig> adapter() {
    Optional<AdapterConfig> found = adapter;
    if (found == null) {
      found =
          autoscaler.isOfPods()
              ? new AdapterSearch(cluster).find(usedApiService())
              : Optional.empty();
      adapter = found;
    }
    return found;
  }

  /** Returns the rule of the autoscaler's metric, if adapter and rule were found. */
  Optional<ConfiguredRule> rule() {
    try {
      return adapter().flatMap(config -> config.rule(autoscaler.metric()));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  /** Returns the Service of Prometheus; empty if it is not known. */
  Optional<PrometheusAddress> prometheusAddress() {
    return search().find().map(PrometheusSearch.Found::address);
  }

  /**
   * Returns the Prometheus to query.
   *
   * @throws UnseenException if it is not known or not in the cluster
   */
  Prometheus prometheus() {
    return givenPrometheus
        .map(url -> Prometheus.at(url, headersIfKnown(), parametersIfKnown()))
        .or(() -> search().find().map(found -> Prometheus.of(found, cluster)))
        .orElseThrow(
            () ->
                new UnseenException(
                    url()
                            .map(
                                url ->
                                    "the queried URL is "
                                        + Urls.withoutPassword(url)
                                        + ", which is no Service of the cluster")
                            .orElse("the queried Prometheus is not known")
                        + "; set its URL with --prometheus"));
  }

  /** Returns why it is too early for series: all pods have just become ready. */
  Optional<String> whyTooEarly() {
    return Pod.youngest(readyPods(), SCRAPED_AFTER)
        .map(
            age ->
                "the pods have been ready for only %d seconds, and are scraped within a minute; check again then"
                    .formatted(age.toSeconds()));
  }

  private PrometheusSearch search() {
    return new PrometheusSearch(cluster, autoscaler.namespace(), trigger(), adapter());
  }

  private Map<String, String> headersIfKnown() {
    try {
      return search().headers();
    } catch (UnseenException e) {
      return Map.of();
    }
  }

  private Map<String, String> parametersIfKnown() {
    try {
      return search().parameters();
    } catch (UnseenException e) {
      return Map.of();
    }
  }

  private Optional<String> url() {
    return trigger()
        .map(Trigger::prometheusUrl)
        .or(() -> adapter().flatMap(AdapterConfig::prometheusUrl));
  }

  boolean isPrometheusGiven() {
    return givenPrometheus.isPresent();
  }
}
