package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OVMS answers over HTTP. */
record RestAnswer(int status, String contentType, String body) {
  private static final String JSON = "application/json";

  private static final Pattern MODEL_READY =
      Pattern.compile("/v2/models/([^/]+)(?:/versions/(\\d+))?/ready");

  /** To an admitted inference request; the outputs of the model are left out. */
  static RestAnswer toInference(String model, boolean success, OvmsPod pod) {
    if (!success) {
      return pod.servables().containsKey(model)
          ? error(503, "Model is not ready for inference")
          : error(404, "Model with requested name is not found");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("model_name", model);
    answer.putArray("outputs");
    return json(200, answer.toString());
  }

  /** To an admitted request to a graph. */
  static RestAnswer toCall(GraphCall call, boolean success) {
    return success
        ? json(200, call.answer().toString())
        : error(404, "Mediapipe graph definition with requested name is not found");
  }

  /** To a GET; empty if nothing is ever answered. */
  static Optional<RestAnswer> to(String method, URI uri, OvmsPod pod) {
    String path = uri.getRawPath();
    Matcher model = MODEL_READY.matcher(path);
    if (!method.equals("GET")) {
      return Optional.of(error(405, "Method not allowed"));
    }
    if (model.matches()) {
      String name = pod.settings().release().modelName(model.group(1));
      return Optional.of(modelReady(name, Optional.ofNullable(model.group(2)), pod));
    }
    return switch (path) {
      case "/v2/health/live" -> Optional.of(json(200, ""));
      case "/v2/health/ready" -> Optional.of(json(pod.isLoaded() ? 200 : 503, ""));
      case "/v2" -> Optional.of(json(200, server(pod).toString()));
      case "/v1/config" -> Optional.of(json(200, states(pod).toString()));
      case "/metrics" -> pod.answersMetrics() ? Optional.of(metrics(pod)) : Optional.empty();
      default -> Optional.of(error(400, "Invalid request URL"));
    };
  }

  /** While metrics are not enabled, their path is like any that does not exist. */
  private static RestAnswer metrics(OvmsPod pod) {
    return pod.settings().metrics().isEmpty()
        ? error(400, "Invalid request URL")
        : new RestAnswer(200, pod.settings().release().metricsContentType(), pod.metricsText());
  }

  private static RestAnswer modelReady(String name, Optional<String> version, OvmsPod pod) {
    Optional<Servable> ready =
        Optional.ofNullable(pod.servables().get(name))
            .filter(
                servable ->
                    servable.versions().stream()
                        .filter(each -> each.state().equals("AVAILABLE"))
                        .anyMatch(
                            each ->
                                version.isEmpty()
                                    || version.get().equals(String.valueOf(each.number()))));
    ready.ifPresent(Servable::askedForReadiness);
    return ready.isPresent() ? json(200, "") : error(404, "Model with requested name is not found");
  }

  private static ObjectNode server(OvmsPod pod) {
    ObjectNode server = JsonNodeFactory.instance.objectNode();
    server.put("name", "OpenVINO Model Server");
    server.put("version", pod.settings().release().toString());
    return server;
  }

  private static ObjectNode states(OvmsPod pod) {
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    for (Servable servable : pod.servables().values()) {
      ArrayNode versions = states.putObject(servable.name()).putArray("model_version_status");
      for (Servable.Version version : servable.versions()) {
        ObjectNode status = versions.addObject();
        status.put("version", String.valueOf(version.number()));
        status.put("state", version.state());
        status.putObject("status").put("error_code", "OK").put("error_message", "OK");
      }
    }
    return states;
  }

  static RestAnswer error(int status, String message) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("error", message);
    return json(status, error.toString());
  }

  private static RestAnswer json(int status, String body) {
    return new RestAnswer(status, JSON, body);
  }
}
