package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the autoscalers of a cluster, and checks every hop of each. It is read-only. */
public final class Doctor {
  private static final String AUTOSCALERS = "/horizontalpodautoscalers";
  private static final String API = "/apis/autoscaling/v2";

  private final ApiServer api;
  private final Optional<PrometheusUrl> prometheus;

  /**
   * Creates a doctor for a cluster.
   *
   * @param prometheus the URL of Prometheus, if not queried through the API server
   */
  public Doctor(ApiServer api, Optional<PrometheusUrl> prometheus) {
    this.api = api;
    this.prometheus = prometheus;
  }

  /**
   * Examines the selected autoscalers.
   *
   * @throws UsageException if there is no such autoscaler
   * @throws NoAnswerException if the cluster cannot be reached, or denies listing autoscalers
   */
  public DoctorReport examine(AutoscalerFilter filter) {
    Cluster cluster = new Cluster(api);
    List<Examination> examinations = new ArrayList<>();
    for (Autoscaler autoscaler : find(cluster, filter)) {
      examinations.add(Examination.of(autoscaler, cluster, prometheus));
    }
    return new DoctorReport(examinations);
  }

  private List<Autoscaler> find(Cluster cluster, AutoscalerFilter filter) {
    List<JsonNode> all = list(cluster, filter.namespace());
    List<Autoscaler> found =
        all.stream()
            .filter(object -> filter.name().map(ObjectMeta.name(object)::equals).orElse(true))
            .flatMap(object -> Autoscaler.of(object).stream())
            .filter(autoscaler -> filter.name().isPresent() || isOfOvms(autoscaler, cluster))
            .collect(Collectors.toCollection(ArrayList::new));
    found.addAll(expected(cluster, filter, all));
    if (!found.isEmpty()) {
      return found;
    }
    TreeSet<String> others = new TreeSet<>();
    all.forEach(object -> others.add(ObjectMeta.namespace(object) + "/" + ObjectMeta.name(object)));
    String where =
        filter.namespace().map(namespace -> "namespace " + quote(namespace)).orElse("the cluster");
    throw new UsageException(
        "There is no HorizontalPodAutoscaler %s in %s that scales on a Pods metric; there %s."
            .formatted(
                filter.name().map(name -> quote(name)).orElse("on a metric ovms_*"),
                where,
                others.isEmpty() ? "is none" : "are " + String.join(", ", others)));
  }

  /** Returns the HPAs that KEDA would create for ScaledObjects without one, usually paused ones. */
  private static List<Autoscaler> expected(
      Cluster cluster, AutoscalerFilter filter, List<JsonNode> existing) {
    String path =
        filter.namespace().map(namespace -> "/namespaces/" + namespace).orElse("")
            + "/scaledobjects";
    Answer answer = cluster.answer("/apis/keda.sh/v1alpha1" + path);
    if (!answer.isOk()) {
      return List.of();
    }
    List<Autoscaler> expected = new ArrayList<>();
    for (JsonNode object : answer.json().path("items")) {
      boolean made =
          existing.stream()
              .anyMatch(
                  hpa ->
                      ObjectMeta.namespace(hpa).equals(ObjectMeta.namespace(object))
                          && ObjectMeta.name(hpa).equals(Autoscaler.hpaName(object)));
      if (!made) {
        Autoscaler.expectedOf(object).stream()
            .filter(
                autoscaler ->
                    filter
                        .name()
                        .map(autoscaler.name()::equals)
                        .orElseGet(() -> isOfOvms(autoscaler, cluster)))
            .forEach(expected::add);
      }
    }
    return expected;
  }

  /**
   * Returns whether it scales on OVMS, by the name of its metric, or by its query; true if the
   * query of KEDA cannot be read.
   */
  private static boolean isOfOvms(Autoscaler autoscaler, Cluster cluster) {
    if (autoscaler.isOfPods()) {
      return autoscaler.isNamedAsOfOvms() || isRenamed(autoscaler, cluster);
    }
    try {
      return new HopContext(cluster, autoscaler, Optional.empty())
          .trigger()
          .filter(trigger -> !OvmsQuery.series(trigger.query()).isEmpty())
          .isPresent();
    } catch (UnseenException e) {
      return true;
    }
  }

  /** Returns whether a rule produces the metric from series of OVMS under another name. */
  private static boolean isRenamed(Autoscaler autoscaler, Cluster cluster) {
    try {
      String query = new HopContext(cluster, autoscaler, Optional.empty()).query();
      return !OvmsQuery.series(query).isEmpty();
    } catch (UnseenException e) {
      return false;
    }
  }

  /** Returns those of all namespaces if permitted, else those of the context's namespace. */
  private List<JsonNode> list(Cluster cluster, Optional<String> namespace) {
    if (namespace.isEmpty()) {
      Answer everywhere = cluster.answer(API + AUTOSCALERS);
      if (everywhere.isOk()) {
        return everywhere.json().path("items").valueStream().toList();
      }
    }
    Answer there =
        cluster.answer(API + "/namespaces/" + namespace.orElse(api.namespace()) + AUTOSCALERS);
    if (there.isForbidden()) {
      throw new NoAnswerException(
          "The cluster responds, but " + UnseenException.missingPermission(there) + ".");
    }
    if (!there.isOk()) {
      throw new NoAnswerException("The cluster cannot list its autoscalers: " + there.message());
    }
    return there.json().path("items").valueStream().toList();
  }
}
