package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that a metrics API server is registered, and responds to the API server. */
record MetricsApiServed() implements Hop {
  @Override
  public String name() {
    return "apiservice";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    MetricsApi api = context.metricsApi();
    List<JsonNode> services = context.apiServices();
    if (services.isEmpty()) {
      return HopResult.broken(
          Diagnosis.METRICS_API_MISSING,
          "there is no APIService %s.%s".formatted(api.versions().get(0), api.group()),
          api.remedy(),
          "kubectl get apiservices | grep metrics");
    }
    List<JsonNode> available =
        services.stream().filter(service -> Conditions.isTrue(service, "Available")).toList();
    if (available.isEmpty()) {
      // The condition may be outdated: the response decides.
      Answer answer = context.cluster().answer(path(services.get(0)));
      if (!answer.isOk()) {
        return unavailable(context, services.get(0));
      }
      return HopResult.passed(
          "%s responds, from Service %s, although its condition Available is not True"
              .formatted(ObjectMeta.name(services.get(0)), service(services.get(0))));
    }
    if (available.size() < services.size()
        || services.stream().map(service -> service.at("/spec/service")).distinct().count() > 1) {
      notes.accept(
          new Note(
              "metrics-api-split",
              "the versions of %s do not have one common server that responds"
                  .formatted(api.group()),
              "The autoscaler uses one of them. Set the same Service in both: kubectl get"
                  + " apiservices | grep metrics"));
    }
    return HopResult.passed(
        "%s is available, from Service %s"
            .formatted(ObjectMeta.name(available.get(0)), service(available.get(0))));
  }

  private static HopResult unavailable(HopContext context, JsonNode apiService) {
    String condition =
        Conditions.of(apiService, "Available")
            .map(Conditions::reasonAndMessage)
            .orElse("the API server has not checked it yet");
    String namespace = apiService.at("/spec/service/namespace").asText();
    return HopResult.broken(
        Diagnosis.METRICS_API_UNAVAILABLE,
        "%s, from Service %s: %s%s"
            .formatted(
                ObjectMeta.name(apiService),
                service(apiService),
                condition,
                podReason(context, apiService).map(reason -> "; " + reason).orElse("")),
        "kubectl get deployments,pods,endpointslices --namespace " + namespace,
        remedy(condition));
  }

  /** Returns the action for the API server's error message. */
  private static String remedy(String condition) {
    if (condition.matches("(?s).*bad status from.* 40[13].*")) {
      return "It does not trust the API server. It needs permission to read ConfigMap"
          + " extension-apiserver-authentication in kube-system: a RoleBinding with Role"
          + " extension-apiserver-authentication-reader.";
    }
    if (condition.contains("certificate has expired")) {
      return condition.contains("is before")
          ? "Its certificate is not valid yet: compare the clocks of the nodes."
          : "Renew its certificate, and restart it if it does not reload it.";
    }
    if (condition.matches("(?s).*certificate (is valid for|is not valid for any names).*")) {
      return "Its certificate is for other names than that of its Service.";
    }
    if (condition.contains("x509") || condition.contains("certificate")) {
      return "Its certificate is not signed by the caBundle of the APIService.";
    }
    if (condition.matches("(?s).*(timeout|deadline exceeded|no route to host).*")) {
      return "A NetworkPolicy or a firewall may block the API server at the port of its pods.";
    }
    if (condition.contains("connection refused")) {
      return "If its pods are ready, its Service has a targetPort on which they do not listen, or a"
          + " policy rejects the API server.";
    }
    return "If its pods are ready, a NetworkPolicy or a firewall may block the API server at their"
        + " port, or its certificate is not signed by the caBundle.";
  }

  private static String path(JsonNode apiService) {
    return "/apis/%s/%s"
        .formatted(apiService.at("/spec/group").asText(), apiService.at("/spec/version").asText());
  }

  private static Optional<String> podReason(HopContext context, JsonNode apiService) {
    Cluster cluster = context.cluster();
    String namespace = apiService.at("/spec/service/namespace").asText();
    try {
      Optional<JsonNode> service =
          cluster.find(
              "/api/v1/namespaces/%s/services/%s"
                  .formatted(namespace, apiService.at("/spec/service/name").asText()));
      if (service.isEmpty()) {
        return Optional.of("the Service does not exist");
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
