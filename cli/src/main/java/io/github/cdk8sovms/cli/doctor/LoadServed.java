package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Checks that KEDA serves the total load of all pods. */
record LoadServed() implements Hop {
  @Override
  public String name() {
    return "values";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Autoscaler autoscaler = context.autoscaler();
    String path =
        "/apis/%s/%s/namespaces/%s/%s?labelSelector=%s"
            .formatted(
                context.metricsApi().group(),
                context.version(),
                autoscaler.namespace(),
                autoscaler.metric(),
                Cluster.encoded(Cluster.selector(autoscaler.metricLabels())));
    Answer answer = context.cluster().answer(path);
    if (answer.isForbidden() || answer.status() == 401 || answer.status() == Answer.TOO_LATE) {
      throw MetricsApi.unseen(answer);
    }
    JsonNode items = answer.json().path("items");
    if (!answer.isOk() || items.isEmpty()) {
      return HopResult.broken(
          Diagnosis.NO_VALUES,
          answer.isOk() ? "the list is empty" : answer.message(),
          "kubectl get --raw '" + path + "'",
          server(context));
    }
    String value = items.at("/0/value").asText();
    if (ValuesServed.isAbsurd(value)) {
      return HopResult.broken(
          Diagnosis.VALUE_INFINITE,
          value,
          "The query divides by zero. Guard the divisor: (x > 0).");
    }
    return HopResult.passed(value + " for all pods");
  }

  /** Returns the action: a cluster has one server of external metrics, which may not be KEDA's. */
  private static String server(HopContext context) {
    String service =
        context
            .usedApiService()
            .map(used -> used.at("/spec/service"))
            .map(at -> at.path("namespace").asText() + "/" + at.path("name").asText())
            .orElse("");
    return service.contains("keda")
        ? "Read the log of KEDA's operator; NetworkPolicies may block its access to Prometheus."
        : "Service %s serves the API, and may not be KEDA's: a cluster has one server of external metrics."
            .formatted(service);
  }
}
