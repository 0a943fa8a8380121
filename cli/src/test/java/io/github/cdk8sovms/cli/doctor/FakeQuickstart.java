package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objects of the quickstart in a healthy cluster. */
final class FakeQuickstart implements AutoCloseable {
  static final String AUTOSCALERS = "/apis/autoscaling/v2/horizontalpodautoscalers";
  static final String TARGET = "/apis/apps/v1/namespaces/serving/deployments/resnet";
  static final String SCALE = TARGET + "/scale";
  static final String PODS = "/api/v1/namespaces/serving/pods";
  static final String METRICS = PODS + "/resnet-a:8081/proxy/metrics";
  static final String MONITORING = "/api/v1/namespaces/monitoring";
  static final String PROMETHEUS = MONITORING + "/services/http:prometheus:9090/proxy/api/v1";
  static final String TARGETS = PROMETHEUS + "/targets";
  static final String QUERY = PROMETHEUS + "/query";
  static final String PROMETHEUS_PODS = MONITORING + "/pods?labelSelector=" + of("prometheus");
  static final String ADAPTER_PODS = MONITORING + "/pods?labelSelector=" + of("prometheus-adapter");
  static final String API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
  static final String CUSTOM_METRICS = "/apis/custom.metrics.k8s.io/v1beta2";
  static final String VALUES =
      CUSTOM_METRICS + "/namespaces/serving/pods/*/ovms_requests_streams_ratio";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<ManifestObject> OBJECTS =
      ManifestFiles.read(Path.of("..", "dist", "quickstart.k8s.yaml"));

  final FakeApiServer api = FakeApiServer.start();

  FakeQuickstart() {
    api.list(AUTOSCALERS, List.of(autoscaler("True", "ValidMetricFound", "")));
    api.answer(
        SCALE,
        parse(
            "{'spec':{'replicas':2},'status':{'replicas':2,'selector':'cdk8s-ovms/name=resnet'}}"));
    api.answer(TARGET, object("Deployment", "resnet"));
    api.list(PODS, List.of(pod("resnet-a", "True"), pod("resnet-b", "True")));
    api.answer(METRICS, 200, metrics("8"));
    api.answer(METRICS.replace("resnet-a", "resnet-b"), 200, metrics("8"));
    api.answer(
        "/api/v1/namespaces/serving/configmaps/resnet-config",
        object("ConfigMap", "resnet-config"));
    for (String name : List.of("prometheus", "prometheus-adapter")) {
      api.answer(MONITORING + "/services/" + name, object("Service", name));
    }
    api.list(PROMETHEUS_PODS, List.of(pod("prometheus-0", "True")));
    api.list(ADAPTER_PODS, List.of(pod("prometheus-adapter-a", "True")));
    api.list(
        "/apis/apps/v1/namespaces/monitoring/deployments",
        List.of(object("Deployment", "prometheus-adapter")));
    api.answer(
        MONITORING + "/configmaps/prometheus-adapter-rules",
        object("ConfigMap", "prometheus-adapter-rules"));
    api.answer(TARGETS, targets("up", ""));
    api.answer(QUERY, result("2", "{'pod':'resnet-a'}", "{'pod':'resnet-b'}"));
    apiService("True", "Passed", "all checks passed");
    api.answer(
        CUSTOM_METRICS, parse("{'resources':[{'name':'pods/ovms_requests_streams_ratio'}]}"));
    api.answer(VALUES, servedValues("718m", "0"));
  }

  static String of(String name) {
    return "cdk8s-ovms/name=%1$s,cdk8s-ovms/software=%1$s".formatted(name);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** As it was emitted. */
  static ObjectNode object(String kind, String name) {
    return OBJECTS.stream()
        .filter(object -> object.id().isA(kind) && object.id().name().equals(name))
        .map(object -> (ObjectNode) object.tree().deepCopy())
        .findFirst()
        .orElseThrow();
  }

  /** With a condition ScalingActive. */
  static ObjectNode autoscaler(String status, String reason, String message) {
    ObjectNode object = object("HorizontalPodAutoscaler", "resnet-autoscaler");
    ObjectNode state =
        object.putObject("status").put("currentReplicas", 2).put("desiredReplicas", 2);
    ArrayNode conditions = state.putArray("conditions");
    conditions.add(condition("AbleToScale", "True", "ReadyForNewScale", ""));
    conditions.add(condition("ScalingActive", status, reason, message));
    conditions.add(condition("ScalingLimited", "False", "DesiredWithinRange", ""));
    return object;
  }

  static ObjectNode condition(String type, String status, String reason, String message) {
    return JSON.createObjectNode()
        .put("type", type)
        .put("status", status)
        .put("reason", reason)
        .put("message", message);
  }

  /** Of the Deployment of the server, whichever pod it is. */
  static ObjectNode pod(String name, String ready) {
    ObjectNode pod = JSON.createObjectNode();
    pod.putObject("metadata")
        .put("name", name)
        .put("namespace", "serving")
        .set("labels", object("Deployment", "resnet").at("/spec/template/metadata/labels"));
    pod.set("spec", object("Deployment", "resnet").at("/spec/template/spec"));
    ObjectNode status = pod.putObject("status").put("phase", "Running").put("podIP", address(name));
    status.put("startTime", "2026-11-25T10:00:00Z");
    status
        .putArray("conditions")
        .add(
            condition(
                "Ready",
                ready,
                ready.equals("True") ? "" : "ContainersNotReady",
                ready.equals("True") ? "" : "containers with unready status: [ovms]"));
    return pod;
  }

  static String address(String pod) {
    return pod.equals("resnet-b") ? "10.1.0.2" : "10.1.0.1";
  }

  /** Two streams, with this number of infer requests. */
  static String metrics(String inferRequests) {
    return """
        # TYPE ovms_streams gauge
        ovms_streams{name="resnet50",version="1"} 2
        # TYPE ovms_current_requests gauge
        ovms_current_requests{name="resnet50",version="1"} 1
        # TYPE ovms_infer_req_queue_size gauge
        ovms_infer_req_queue_size{name="resnet50",version="1"} %s
        """
        .formatted(inferRequests);
  }

  static JsonNode targets(String health, String error) {
    List<String> targets = new ArrayList<>();
    for (String pod : List.of("resnet-a", "resnet-b")) {
      targets.add(
          "{'scrapePool':'ovms','scrapeUrl':'http://%s:8081/metrics','health':'%s','lastError':'%s','labels':{'namespace':'serving','pod':'%s'}}"
              .formatted(address(pod), health, error, pod));
    }
    return parse("{'data':{'activeTargets':[" + String.join(",", targets) + "]}}");
  }

  /** A vector with the same value for each set of labels. */
  static JsonNode result(String value, String... labels) {
    List<String> series = new ArrayList<>();
    for (String each : labels) {
      series.add("{'metric':%s,'value':[1,'%s']}".formatted(each, value));
    }
    return parse("{'data':{'result':[" + String.join(",", series) + "]}}");
  }

  static JsonNode noResult() {
    return parse("{'data':{'result':[]}}");
  }

  /** Makes Prometheus unreachable behind its Service. */
  void prometheusIsDown(int status, String message) {
    api.status(TARGETS, status, message).status(QUERY, status, message);
  }

  /** The series of these pods by their addresses, and by the labels that others write. */
  static String otherwiseLabelled() {
    String name = "__name__=~\"ovms_current_requests(_bucket|_count|_sum)?\"";
    return "topk(1, {"
        + name
        + ",instance=~\"10\\\\.1\\\\.0\\\\.1:.*|10\\\\.1\\\\.0\\\\.2:.*\"}"
        + Stream.of(
                "exported_pod", "pod_name", "kubernetes_pod_name", "k8s_pod_name", "pod", "k8s_pod")
            .map(label -> " or {%s,%s=~\"resnet-a|resnet-b\"}".formatted(name, label))
            .collect(Collectors.joining())
        + ")";
  }

  /** The query of the adapter. */
  void prometheusAt(String url) {
    JsonNode adapter =
        parse(
            object("Deployment", "prometheus-adapter")
                .toString()
                .replaceFirst("--prometheus-url=[^\"]*", "--prometheus-url=" + url));
    api.list("/apis/apps/v1/namespaces/monitoring/deployments", List.of(adapter));
  }

  /** Other rules of the adapter, by what is replaced in them. */
  void rules(String replaced, String by) {
    ObjectNode config = object("ConfigMap", "prometheus-adapter-rules");
    configIs(config.path("data").elements().next().asText().replace(replaced, by));
  }

  void configIs(String text) {
    ObjectNode config = object("ConfigMap", "prometheus-adapter-rules");
    ObjectNode data = (ObjectNode) config.path("data");
    data.put(data.fieldNames().next(), text);
    api.answer(MONITORING + "/configmaps/prometheus-adapter-rules", config);
  }

  /** An hour after the adapter has started, in some fields. */
  void configChanged(String fields) {
    ObjectNode config = object("ConfigMap", "prometheus-adapter-rules");
    config.withObject("/metadata").put("creationTimestamp", "2026-11-25T09:00:00Z");
    config
        .withArray("/metadata/managedFields")
        .addObject()
        .put("manager", "kubectl")
        .put("time", "2026-11-25T11:00:00Z")
        .set("fieldsV1", parse(fields));
    api.answer(MONITORING + "/configmaps/prometheus-adapter-rules", config);
  }

  /** Those of the namespace of the server. */
  void policies() {
    api.list(
        "/apis/networking.k8s.io/v1/namespaces/serving/networkpolicies",
        OBJECTS.stream()
            .filter(object -> object.id().isA("NetworkPolicy"))
            .filter(object -> object.id().namespace().equals("serving"))
            .map(ManifestObject::tree)
            .toList());
  }

  /** Configures the aggregator's error for an unavailable metrics API server. */
  void metricsAreDown() {
    api.answer(CUSTOM_METRICS, 503, "service unavailable\n");
    api.answer(VALUES, 503, "service unavailable\n");
  }

  /** Both versions, with a condition Available. */
  void apiService(String status, String reason, String message) {
    for (String version : List.of("v1beta1", "v1beta2")) {
      String name = version + ".custom.metrics.k8s.io";
      ObjectNode object = object("APIService", name);
      object
          .putObject("status")
          .putArray("conditions")
          .add(condition("Available", status, reason, message));
      api.answer(API_SERVICES + "/" + name, object);
    }
  }

  static JsonNode servedValues(String... values) {
    ArrayNode items = JSON.createArrayNode();
    String[] pods = {"resnet-a", "resnet-b"};
    for (int i = 0; i < values.length; i++) {
      items.add(
          parse("{'describedObject':{'name':'%s'},'value':'%s'}".formatted(pods[i], values[i])));
    }
    return JSON.createObjectNode().set("items", items);
  }

  @Override
  public void close() {
    api.close();
  }
}
