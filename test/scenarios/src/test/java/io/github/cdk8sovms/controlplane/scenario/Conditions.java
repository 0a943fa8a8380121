package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.kit.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Under which conditions a scenario was recorded: what a plan has to know to foresee the recording.
 *
 * @param inference what a stream takes for a request
 * @param loading what a pod takes from its start until its models are loaded
 * @param syncPeriod of the autoscaler
 */
record Conditions(
    Subject subject, Clients clients, Duration inference, Duration loading, Duration syncPeriod) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Prometheus' operator writes if a monitor has no interval. */
  private static final int OPERATORS_INTERVAL = 30;

  private static final String WORKERS = "--rest_workers=";

  /** Empty if the metric does not come from an adapter of the application. */
  Optional<String> json() {
    ObjectNode autoscaler = subject.emittedAutoscaler().path("spec").deepCopy();
    autoscaler.remove("scaleTargetRef");
    String metric = autoscaler.at("/metrics/0/pods/metric/name").asText();
    return query(metric).map(query -> json(autoscaler, query));
  }

  private String json(ObjectNode autoscaler, String query) {
    ObjectNode json = JSON.createObjectNode();
    json.set("autoscaler", autoscaler);
    json.put("query", query);
    json.put("scrapeSeconds", scrapeSeconds());
    json.put("syncSeconds", seconds(syncPeriod));
    JsonNode model = model();
    int streams = model.at("/plugin_config/NUM_STREAMS").asInt();
    json.put("streams", streams);
    json.put("inferRequests", model.path("nireq").asInt(streams));
    json.put("httpWorkers", httpWorkers());
    json.put("connections", clients.connections());
    json.put("inferenceSeconds", seconds(inference));
    json.put("loadingSeconds", seconds(loading));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON", e);
    }
  }

  private Optional<String> query(String metric) {
    return texts("ConfigMap").stream()
        .filter(text -> text.contains("metricsQuery"))
        .flatMap(text -> stream(Manifest.parse(text).path("rules")))
        .filter(rule -> rule.at("/name/as").asText().equals(metric))
        .map(rule -> rule.path("metricsQuery").asText())
        .findFirst();
  }

  private int scrapeSeconds() {
    return texts("ConfigMap").stream()
        .filter(text -> text.contains("scrape_configs"))
        .map(text -> Manifest.parse(text).at("/global/scrape_interval").asText())
        .map(interval -> Integer.parseInt(interval.replace("s", "")))
        .findFirst()
        .orElse(OPERATORS_INTERVAL);
  }

  private JsonNode model() {
    return texts("ConfigMap").stream()
        .filter(text -> text.contains("\"model_config_list\""))
        .flatMap(text -> stream(Manifest.parse(text).path("model_config_list")))
        .map(each -> each.path("config"))
        .findFirst()
        .orElseThrow();
  }

  /** As many as connections, should the manifest leave it to OVMS. */
  private int httpWorkers() {
    return subject.application().ofKind("Deployment").stream()
        .flatMap(each -> stream(each.at("/spec/template/spec/containers")))
        .flatMap(container -> stream(container.path("args")))
        .map(JsonNode::asText)
        .filter(arg -> arg.startsWith(WORKERS))
        .map(arg -> Integer.parseInt(arg.substring(WORKERS.length())))
        .findFirst()
        .orElse(clients.connections());
  }

  private List<String> texts(String kind) {
    return subject.application().ofKind(kind).stream()
        .flatMap(object -> stream(object.path("data")))
        .map(JsonNode::asText)
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode nodes) {
    return StreamSupport.stream(nodes.spliterator(), false);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
