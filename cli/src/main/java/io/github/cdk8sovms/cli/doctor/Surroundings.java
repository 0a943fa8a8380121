package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.Urls;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What belongs to one autoscaler: its pods, the adapter that answers for them, its Prometheus. */
final class Surroundings {
  /** Two scrapes at Prometheus' default interval, which also takes in a reload of its targets. */
  private static final Duration SCRAPED_AFTER = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final Autoscaler autoscaler;
  private final Optional<PrometheusUrl> saidPrometheus;
  private @Nullable Optional<AdapterConfig> adapter;

  Surroundings(Cluster cluster, Autoscaler autoscaler, Optional<PrometheusUrl> saidPrometheus) {
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
    return selected().stream().filter(pod -> !pod.isLeaving()).toList();
  }

  List<Pod> leavingPods() {
    return selected().stream().filter(Pod::isLeaving).toList();
  }

  /** None for an empty selector, which would be that of all pods. */
  private List<Pod> selected() {
    return scale()
        .map(Surroundings::selector)
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

  /** The one that the controller uses: the preferred one that answers, else the preferred one. */
  Optional<JsonNode> usedApiService() {
    List<JsonNode> services = apiServices();
    return services.stream()
        .filter(service -> Cluster.isTrue(service, "Available"))
        .findFirst()
        .or(() -> services.stream().findFirst());
  }

  /** Its version. */
  String version() {
    return usedApiService()
        .map(service -> service.at("/spec/version").asText())
        .orElse(metricsApi().versions().get(0));
  }

  /** The ScaledObject that it was made of, if it is KEDA's. */
  Optional<JsonNode> scaledObject() {
    return autoscaler
        .scaledObject()
        .flatMap(
            name ->
                cluster.find(
                    "/apis/keda.sh/v1alpha1/namespaces/%s/scaledobjects/%s"
                        .formatted(autoscaler.namespace(), name)));
  }

  /** What KEDA asks, if it is KEDA's. */
  Optional<Trigger> trigger() {
    return scaledObject().flatMap(object -> Trigger.of(object, autoscaler.metric()));
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
    } catch (UnseenException e) {
      return "";
    }
  }

  /** The adapter that the APIService leads to, or else the only one; KEDA has none. */
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

  /** The rule of the autoscaler's metric, if adapter and rule could be found. */
  Optional<AdapterRuleView> rule() {
    try {
      return adapter().flatMap(config -> config.rule(autoscaler.metric()));
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  /** Where the Service of Prometheus is; empty if it is not known. */
  Optional<PrometheusAddress> prometheusAddress() {
    return search().find().map(PrometheusSearch.Found::address);
  }

  /**
   * The Prometheus to ask.
   *
   * @throws UnseenException if it is not known or not in the cluster
   */
  Prometheus prometheus() {
    return saidPrometheus
        .map(url -> Prometheus.at(url, headersIfKnown(), parametersIfKnown()))
        .or(() -> search().find().map(found -> Prometheus.of(found, cluster)))
        .orElseThrow(
            () ->
                new UnseenException(
                    url()
                            .map(
                                url ->
                                    "asked is "
                                        + Urls.withoutPassword(url)
                                        + ", which is no Service of the cluster")
                            .orElse("nobody says which Prometheus is asked")
                        + "; say where it is with --prometheus"));
  }

  /** Pods that are ready for less than it takes until they are scraped, if all are. */
  Optional<String> whyTooEarly() {
    return Pod.youngest(readyPods(), SCRAPED_AFTER)
        .map(
            age ->
                "the pods are ready for %d seconds only, and are scraped within a minute; look again then"
                    .formatted(age.toSeconds()));
  }

  private PrometheusSearch search() {
    return new PrometheusSearch(cluster, this);
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

  boolean isPrometheusSaid() {
    return saidPrometheus.isPresent();
  }
}
