package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the autoscalers of a cluster, and looks at every hop of each. It changes nothing. */
public final class Doctor {
  private static final String AUTOSCALERS = "/horizontalpodautoscalers";
  private static final String API = "/apis/autoscaling/v2";

  private final ApiServer api;
  private final Optional<PrometheusUrl> prometheus;

  /**
   * A doctor for a cluster.
   *
   * @param prometheus where it is to be asked, if not through the API server
   */
  public Doctor(ApiServer api, Optional<PrometheusUrl> prometheus) {
    this.api = api;
    this.prometheus = prometheus;
  }

  /**
   * Looks at the autoscalers that are selected.
   *
   * @throws UsageException if there is no such autoscaler
   * @throws NoAnswerException if the cluster does not answer, or autoscalers may not be listed
   */
  public DoctorReport examine(Selection selection) {
    Cluster cluster = new Cluster(api);
    List<Examination> examinations = new ArrayList<>();
    for (Autoscaler autoscaler : find(cluster, selection)) {
      examinations.add(Examination.of(autoscaler, cluster, prometheus));
    }
    return new DoctorReport(examinations);
  }

  private List<Autoscaler> find(Cluster cluster, Selection selection) {
    List<JsonNode> all = list(cluster, selection.namespace());
    List<Autoscaler> found =
        all.stream()
            .filter(object -> selection.name().map(Cluster.name(object)::equals).orElse(true))
            .flatMap(object -> Autoscaler.of(object).stream())
            .filter(autoscaler -> selection.name().isPresent() || isOfOvms(autoscaler, cluster))
            .collect(Collectors.toCollection(ArrayList::new));
    found.addAll(expected(cluster, selection, all));
    if (!found.isEmpty()) {
      return found;
    }
    TreeSet<String> others = new TreeSet<>();
    all.forEach(object -> others.add(Cluster.namespace(object) + "/" + Cluster.name(object)));
    String where =
        selection
            .namespace()
            .map(namespace -> "namespace " + quote(namespace))
            .orElse("the cluster");
    throw new UsageException(
        "There is no HorizontalPodAutoscaler %s in %s that scales on a metric of pods; there %s."
            .formatted(
                selection.name().map(name -> quote(name)).orElse("on a metric ovms_*"),
                where,
                others.isEmpty() ? "is none" : "are " + String.join(", ", others)));
  }

  /**
   * What KEDA would have made, of ScaledObjects that have no autoscaler; most often paused ones.
   */
  private static List<Autoscaler> expected(
      Cluster cluster, Selection selection, List<JsonNode> existing) {
    String path =
        selection.namespace().map(namespace -> "/namespaces/" + namespace).orElse("")
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
                      Cluster.namespace(hpa).equals(Cluster.namespace(object))
                          && Cluster.name(hpa).equals(Autoscaler.hpaName(object)));
      if (!made) {
        Autoscaler.expectedOf(object).stream()
            .filter(
                autoscaler ->
                    selection
                        .name()
                        .map(autoscaler.name()::equals)
                        .orElseGet(() -> isOfOvms(autoscaler, cluster)))
            .forEach(expected::add);
      }
    }
    return expected;
  }

  /**
   * By the name of its metric, or by what is asked for it; if that of KEDA is unseen, it is looked
   * at.
   */
  private static boolean isOfOvms(Autoscaler autoscaler, Cluster cluster) {
    if (autoscaler.isOfPods()) {
      return autoscaler.isNamedAsOfOvms() || isRenamed(autoscaler, cluster);
    }
    try {
      return new Surroundings(cluster, autoscaler, Optional.empty())
          .trigger()
          .filter(trigger -> !OvmsQuery.series(trigger.query()).isEmpty())
          .isPresent();
    } catch (UnseenException e) {
      return true;
    }
  }

  /** Whether a rule makes the metric of series of OVMS, whatever it calls it. */
  private static boolean isRenamed(Autoscaler autoscaler, Cluster cluster) {
    try {
      String query = new Surroundings(cluster, autoscaler, Optional.empty()).query();
      return !OvmsQuery.series(query).isEmpty();
    } catch (UnseenException e) {
      return false;
    }
  }

  /** Those of all namespaces if that is allowed, else those of the context's namespace. */
  private List<JsonNode> list(Cluster cluster, Optional<String> namespace) {
    if (namespace.isEmpty()) {
      Answer everywhere = cluster.answer(API + AUTOSCALERS);
      if (everywhere.isOk()) {
        return Prometheus.elements(everywhere.json().path("items"));
      }
    }
    Answer there =
        cluster.answer(API + "/namespaces/" + namespace.orElse(api.namespace()) + AUTOSCALERS);
    if (there.isForbidden()) {
      throw new NoAnswerException(
          "The cluster answers, but " + UnseenException.missingRight(there) + ".");
    }
    if (!there.isOk()) {
      throw new NoAnswerException("The cluster does not list its autoscalers: " + there.message());
    }
    return Prometheus.elements(there.json().path("items"));
  }
}
