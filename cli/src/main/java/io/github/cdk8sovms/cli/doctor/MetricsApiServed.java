package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Somebody serves the metrics, and the API server gets an answer from it. */
record MetricsApiServed() implements Hop {
  @Override
  public String name() {
    return "apiservice";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    MetricsApi api = surroundings.metricsApi();
    List<JsonNode> services = surroundings.apiServices();
    if (services.isEmpty()) {
      return HopResult.broken(
          Diagnosis.METRICS_API_MISSING,
          "there is no APIService %s.%s".formatted(api.versions().get(0), api.group()),
          api.remedy(),
          "kubectl get apiservices | grep metrics");
    }
    List<JsonNode> available =
        services.stream().filter(service -> Cluster.isTrue(service, "Available")).toList();
    if (available.isEmpty()) {
      // Its condition may be old: what counts is whether it answers.
      Answer answer = surroundings.cluster().answer(path(services.get(0)));
      if (!answer.isOk()) {
        return unavailable(surroundings, services.get(0));
      }
      return HopResult.passed(
          "%s answers, from Service %s, though its condition Available is not True"
              .formatted(Cluster.name(services.get(0)), service(services.get(0))));
    }
    if (available.size() < services.size()
        || services.stream().map(service -> service.at("/spec/service")).distinct().count() > 1) {
      oddities.accept(
          new Oddity(
              "metrics-api-split",
              "the versions of %s do not lead to one server that answers".formatted(api.group()),
              "The autoscaler uses one of them. Let both name one Service: kubectl get apiservices"
                  + " | grep metrics"));
    }
    return HopResult.passed(
        "%s is available, from Service %s"
            .formatted(Cluster.name(available.get(0)), service(available.get(0))));
  }

  private static HopResult unavailable(Surroundings surroundings, JsonNode apiService) {
    String said =
        Cluster.condition(apiService, "Available")
            .map(Cluster::said)
            .orElse("the API server has not looked yet");
    String namespace = apiService.at("/spec/service/namespace").asText();
    return HopResult.broken(
        Diagnosis.METRICS_API_UNAVAILABLE,
        "%s, from Service %s: %s%s"
            .formatted(
                Cluster.name(apiService),
                service(apiService),
                said,
                podReason(surroundings, apiService).map(reason -> "; " + reason).orElse("")),
        "kubectl get deployments,pods,endpointslices --namespace " + namespace,
        remedy(said));
  }

  /** By what the API server says of its own attempt to call it. */
  private static String remedy(String said) {
    if (said.matches("(?s).*bad status from.* 40[13].*")) {
      return "It does not know the API server. It must be allowed to read ConfigMap"
          + " extension-apiserver-authentication in kube-system: RoleBinding with Role"
          + " extension-apiserver-authentication-reader.";
    }
    if (said.contains("certificate has expired")) {
      return "Renew its certificate, and restart it if it does not read it again.";
    }
    if (said.contains("x509") || said.contains("certificate")) {
      return "Its certificate is not the one that caBundle of the APIService knows.";
    }
    if (said.matches("(?s).*(timeout|deadline exceeded|no route to host).*")) {
      return "A NetworkPolicy or a firewall may keep the API server from the port of its pods.";
    }
    if (said.contains("connection refused")) {
      return "Its Service leads to a port on which its pods do not listen.";
    }
    return "If its pods are ready, a NetworkPolicy or a firewall may keep the API server from their"
        + " port, or its certificate is not the one that caBundle knows.";
  }

  private static String path(JsonNode apiService) {
    return "/apis/%s/%s"
        .formatted(apiService.at("/spec/group").asText(), apiService.at("/spec/version").asText());
  }

  private static Optional<String> podReason(Surroundings surroundings, JsonNode apiService) {
    Cluster cluster = surroundings.cluster();
    String namespace = apiService.at("/spec/service/namespace").asText();
    try {
      Optional<JsonNode> service =
          cluster.find(
              "/api/v1/namespaces/%s/services/%s"
                  .formatted(namespace, apiService.at("/spec/service/name").asText()));
      if (service.isEmpty()) {
        return Optional.of("there is no such Service");
      }
      String selector = Cluster.selector(service.get().at("/spec/selector"));
      List<Pod> pods = cluster.pods(namespace, selector);
      if (pods.isEmpty()) {
        return Optional.of("no pod has the labels " + selector);
      }
      return pods.stream()
          .filter(pod -> !pod.isReady())
          .findFirst()
          .map(pod -> "pod " + pod.name() + ": " + pod.reason());
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  private static String service(JsonNode apiService) {
    return apiService.at("/spec/service/namespace").asText()
        + "/"
        + apiService.at("/spec/service/name").asText();
  }
}
