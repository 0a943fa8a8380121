package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.WrongUse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the autoscalers of a cluster, and looks at every hop of each. It changes nothing. */
public final class Doctor {
  private static final String AUTOSCALERS = "/horizontalpodautoscalers";
  private static final String API = "/apis/autoscaling/v2";

  private final ApiServer api;
  private final Optional<URI> prometheus;

  /**
   * A doctor for a cluster.
   *
   * @param prometheus where it is to be asked, if not through the API server
   */
  public Doctor(ApiServer api, Optional<URI> prometheus) {
    this.api = api;
    this.prometheus = prometheus;
  }

  /**
   * Looks at the autoscalers that are selected.
   *
   * @throws WrongUse if there is no such autoscaler
   * @throws NoAnswer if the cluster does not answer, or autoscalers may not be listed
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
            .toList();
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
    throw new WrongUse(
        "There is no HorizontalPodAutoscaler %s in %s that scales on a metric of pods; there %s."
            .formatted(
                selection.name().map(name -> quote(name)).orElse("on a metric ovms_*"),
                where,
                others.isEmpty() ? "is none" : "are " + String.join(", ", others)));
  }

  /** By the name of its metric, or by what KEDA asks for it; if that is unseen, it is looked at. */
  private static boolean isOfOvms(Autoscaler autoscaler, Cluster cluster) {
    if (autoscaler.isOfPods()) {
      return autoscaler.isNamedAsOfOvms();
    }
    try {
      return new Surroundings(cluster, autoscaler, Optional.empty())
          .trigger()
          .filter(trigger -> !OvmsQuery.series(trigger.query()).isEmpty())
          .isPresent();
    } catch (Unseen e) {
      return true;
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
      throw new NoAnswer("The cluster answers, but " + Unseen.missingRight(there) + ".");
    }
    if (!there.isOk()) {
      throw new NoAnswer("The cluster does not list its autoscalers: " + there.message());
    }
    return Prometheus.elements(there.json().path("items"));
  }
}
