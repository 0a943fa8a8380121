package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** KEDA serves the load of all pods as one number. */
record LoadServed() implements Hop {
  @Override
  public String name() {
    return "values";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Autoscaler autoscaler = surroundings.autoscaler();
    String path =
        "/apis/%s/%s/namespaces/%s/%s?labelSelector=%s"
            .formatted(
                surroundings.metricsApi().group(),
                surroundings.version(),
                autoscaler.namespace(),
                autoscaler.metric(),
                Cluster.encoded(Cluster.selector(autoscaler.metricLabels())));
    Answer answer = surroundings.cluster().answer(path);
    if (answer.isForbidden() || answer.status() == 401 || answer.status() == Answer.TOO_LATE) {
      throw MetricsApi.unseen(answer);
    }
    JsonNode items = answer.json().path("items");
    if (!answer.isOk() || items.isEmpty()) {
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          answer.isOk() ? "the list is empty" : answer.message(),
          "kubectl get --raw '" + path + "'",
          server(surroundings));
    }
    String value = items.at("/0/value").asText();
    if (ValuesServed.isAbsurd(value)) {
      return HopResult.broken(
          Diagnosis.VALUE_INFINITE,
          value,
          "Something is divided by zero in the query. Guard the divisor: (x > 0).");
    }
    return HopResult.passed(value + " for all pods");
  }

  /** There is one server of such metrics in a cluster, and others than KEDA's have none of its. */
  private static String server(Surroundings surroundings) {
    String service =
        surroundings
            .usedApiService()
            .map(used -> used.at("/spec/service"))
            .map(at -> at.path("namespace").asText() + "/" + at.path("name").asText())
            .orElse("");
    return service.contains("keda")
        ? "Read the log of KEDA's operator; policies may keep it from Prometheus."
        : "The API is served from Service %s, which may not be KEDA's: a cluster has one server of external metrics."
            .formatted(service);
  }
}
