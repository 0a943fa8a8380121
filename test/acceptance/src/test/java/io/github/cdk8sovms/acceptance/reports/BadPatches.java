package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Patches that cannot be applied, and those that undo what a check relies on. */
final class BadPatches {
  private static final String POD = "/spec/template/spec";
  private static final String OVMS = POD + "/containers/0";

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadPatches() {
    addObjects();
    addPaths();
    addMerges();
    addValues();
    addReferences();
    addGuardsOfServers();
    addGuardsAroundServers();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadPatches().inputs;
  }

  private void addObjects() {
    server("kind that is not emitted", Patch.of("Ingress").add("/spec/x", 1));
    server("kind in lower case", Patch.of("deployment").add("/spec/paused", true));
    server("name that is not emitted", Patch.of("Deployment", "bert").add("/spec/paused", true));
    inputs.put(
        "one of two Services",
        chart ->
            Cases.server(chart, "resnet")
                .headless()
                .patch(Patch.of("Service").add("/spec/sessionAffinity", "ClientIP"))
                .build());
    inputs.put(
        "construct without objects",
        chart ->
            Cases.existingPrometheus(chart)
                .url("http://prometheus.monitoring.svc:9090")
                .patch(Patch.of("Deployment").add("/spec/paused", true))
                .build());
  }

  private void addPaths() {
    deployment("replaced field that is not there", it -> it.replace(POD + "/dnsPolcy", "None"));
    deployment("removed field that is not there", it -> it.remove("/spec/paused"));
    deployment("parent that is not there", it -> it.add(POD + "/dnsConfig/options", List.of()));
    deployment("index beyond the end", it -> it.replace(POD + "/containers/1/image", "a:1"));
    deployment("element by name", it -> it.replace(POD + "/containers/ovms/image", "a:1"));
    deployment("inserted beyond the end", it -> it.add(POD + "/containers/2", Map.of("name", "a")));
    deployment("end of a list replaced", it -> it.replace(POD + "/containers/-", Map.of()));
    deployment("index with a leading zero", it -> it.remove(POD + "/containers/00"));
    deployment("field of a text", it -> it.add("/metadata/name/first", "a"));
    deployment(
        "test that fails", it -> it.test(OVMS + "/name", "resnet").remove(POD + "/affinity"));
    deployment("path without slash", it -> it.add("spec/paused", true));
    deployment("path with dots", it -> it.add(".spec.template.spec.containers[0].tty", true));
    deployment("tilde that is not escaped", it -> it.add("/metadata/annotations/a~b", "c"));
    deployment("path of the whole object", it -> it.replace("", Map.of()));
    deployment("path with a control character", it -> it.remove("/spec/\u0007"));
    deployment("no step", it -> it);
    server(
        "several mistakes",
        Patch.of("Deployment").replace("/spec/x", 1),
        Patch.of("Service").remove("/spec/y"),
        Patch.of("Secret").remove("/data"));
  }

  private void addMerges() {
    deployment("YAML that does not parse", it -> it.mergeYaml("spec: {paused: true"));
    deployment("YAML with a tab", it -> it.mergeYaml("spec:\n\tpaused: true\n"));
    deployment("YAML with a key twice", it -> it.mergeYaml("spec: {}\nspec: {}\n"));
    deployment("YAML of two documents", it -> it.mergeYaml("spec: {}\n---\nspec: {}\n"));
    deployment("YAML that is no map", it -> it.mergeYaml("- spec\n"));
    deployment("YAML that is empty", it -> it.mergeYaml("# nothing\n"));
    deployment("YAML that contains itself", it -> it.mergeYaml("spec: &a {b: *a}\n"));
    deployment("YAML with binary data", it -> it.mergeYaml("spec: !!binary aGVsbG8=\n"));
    deployment("null for what is not there", it -> it.mergeYaml("spec: {paused: null}\n"));
    deployment("misspelled container", it -> it.mergeYaml(containers("{name: ovsm, tty: true}")));
    deployment("container without name", it -> it.mergeYaml(containers("{tty: true}")));
    deployment(
        "deleted container that is not there",
        it -> it.mergeYaml(containers("{name: proxy, $patch: delete}")));
    deployment(
        "unknown directive", it -> it.mergeYaml("spec: {$retainKeys: [paused], paused: true}\n"));
  }

  private void addValues() {
    deployment("not a number", it -> it.add("/spec/minReadySeconds", Double.NaN));
    deployment("integer that Node rounds", it -> it.add("/spec/minReadySeconds", 1L << 60));
    deployment("value that is no data", it -> it.add("/spec/paused", new StringBuilder[0]));
    deployment("null in a list", it -> it.add("/spec/a", listWithNull()));
    deployment("key that is a number", it -> it.add("/spec/a", Map.of(1, "b")));
    deployment("control character", it -> it.add("/metadata/annotations", Map.of("a", "\u0000")));
    deployment("number for an annotation", it -> it.add("/metadata/annotations", Map.of("a", 1)));
    deployment(
        "boolean for a variable",
        it -> it.mergeYaml(containers("{name: ovms, env: [{name: A, value: yes}]}")));
    deployment("number among arguments", it -> it.add(OVMS + "/args/-", 1));
    inputs.put(
        "number for a threshold of KEDA",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          RatioAutoscaler.Builder.create(chart, "autoscaler")
              .target(resnet)
              .metrics(Keda.with(Cases.prometheus(chart, resnet).build()))
              .replicas(1, 3)
              .patch(Patch.of("ScaledObject").replace("/spec/triggers/0/metadata/threshold", 2))
              .build();
        });
    deployment(
        "misspelled field", it -> it.merge(Map.of("spec", Map.of("progressDeadlineSecond", 60))));
    deployment("field that no release has", it -> it.add(OVMS + "/gpus", 1));
    deployment(
        "misspelled field of an added container",
        it -> it.mergeYaml(containers("{name: proxy, image: proxy:1, cmd: [run]}")));
    deployment("text for an integer", it -> it.add("/spec/minReadySeconds", "soon"));
    deployment("fraction for an integer", it -> it.add("/spec/minReadySeconds", 1.5));
    deployment("text for a boolean", it -> it.add("/spec/paused", "yes"));
    deployment("value for a list", it -> it.add(OVMS + "/envFrom", "keys"));
    deployment("list for a map", it -> it.add(POD + "/dnsConfig", List.of("10.0.0.10")));
    deployment("not a quantity", it -> it.replace(OVMS + "/resources/limits/memory", "8 GB"));
    deployment(
        "not a quantity in an added volume",
        it ->
            it.mergeYaml(
                "spec: {template: {spec: {volumes: [{name: a, emptyDir: {sizeLimit: much}}]}}}\n"));
    deployment(
        "list for an integer or text",
        it -> it.add("/spec/strategy/rollingUpdate/maxSurge", List.of(1)));
    deployment("text for a map", it -> it.replace(POD, "none"));
    deployment("map for a list", it -> it.replace(OVMS + "/args", Map.of()));
  }

  private void addReferences() {
    deployment("kind", it -> it.replace("/kind", "StatefulSet"));
    deployment("apiVersion in YAML", it -> it.mergeYaml("apiVersion: apps/v2\n"));
    deployment("name", it -> it.replace("/metadata/name", "bert"));
    deployment("namespace", it -> it.remove("/metadata/namespace"));
    deployment("labels as a whole", it -> it.add("/metadata/labels", Map.of("team", "vision")));
    deployment("whole metadata", it -> it.remove("/metadata"));
    deployment("selector", it -> it.add("/spec/selector/matchLabels/app", "resnet"));
    deployment(
        "label of selectors", it -> it.remove("/spec/template/metadata/labels/cdk8s-ovms~1name"));
    deployment("whole specification", it -> it.remove("/spec"));
    autoscaler("target of an autoscaler", it -> it.replace("/spec/scaleTargetRef/name", "bert"));
  }

  private void addGuardsOfServers() {
    deployment("replicas of what may be scaled", it -> it.add("/spec/replicas", 5));
    deployment("workers", it -> it.replace(OVMS + "/args/3", "--rest_workers=1"));
    deployment("infer requests by a flag", it -> it.add(OVMS + "/args/-", "--nireq=1"));
    deployment("image", it -> it.replace(OVMS + "/image", "openvino/model_server:2024.1"));
    deployment("CPU", it -> it.replace(OVMS + "/resources/limits/cpu", "500m"));
    deployment(
        "resize in place",
        it ->
            it.add(
                OVMS + "/resizePolicy",
                List.of(Map.of("resourceName", "cpu", "restartPolicy", "NotRequired"))));
    deployment("port", it -> it.replace(OVMS + "/ports/1/containerPort", 9090));
    deployment("liveness", it -> it.replace(OVMS + "/livenessProbe/timeoutSeconds", 1));
    deployment("network of the node", it -> it.add(POD + "/hostNetwork", true));
    deployment(
        "container that may gain privileges",
        it -> it.mergeYaml(containers("{name: shell, image: busybox:1.37}")));
    deployment(
        "scraped twice",
        it -> it.add("/spec/template/metadata/annotations/prometheus.io~1scrape", "true"));
    deployment("volume", it -> it.remove(POD + "/volumes/0"));
    deployment("grace period", it -> it.replace(POD + "/terminationGracePeriodSeconds", 1));
    deployment("account", it -> it.replace(POD + "/serviceAccountName", "default"));
    server("streams", Patch.of("ConfigMap").replace("/data/config.json", "{}"));
    server("port of a Service", Patch.of("Service").replace("/spec/ports/0/port", 80));
    server("policy", Patch.of("NetworkPolicy").replace("/spec/ingress", List.of()));
  }

  private void addGuardsAroundServers() {
    inputs.put(
        "mesh of a namespace",
        chart ->
            Namespace.Builder.create(chart, "serving")
                .patch(Patch.of("Namespace").add("/metadata/labels/istio-injection", "enabled"))
                .build());
    prometheus("permissions", Patch.of("Role").replace("/rules", List.of()), false);
    prometheus(
        "flags of Prometheus",
        Patch.of("StatefulSet")
            .mergeYaml(
                "spec: {template: {spec: {containers: [{name: prometheus,"
                    + " args: [--config.file=/mine.yml]}]}}}\n"),
        false);
    autoscaler("metric", it -> it.replace("/spec/metrics", List.of()));
    autoscaler("maxReplicas", it -> it.replace("/spec/maxReplicas", 50));
    autoscaler("behavior", it -> it.remove("/spec/behavior"));
    prometheus(
        "scrape configuration", Patch.of("ConfigMap").replace("/data/prometheus.yml", "{}"), false);
    prometheus(
        "monitor",
        Patch.of("PodMonitor").mergeYaml("spec: {podMetricsEndpoints: [{port: grpc}]}"),
        true);
    prometheus("Prometheus", Patch.of("Prometheus").replace("/spec/scrapeInterval", "2m"), true);
    inputs.put(
        "rules of the adapter",
        chart ->
            Cases.adapter(
                    chart, Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build())
                .patch(
                    Patch.of("ConfigMap").replace("/data/config.yaml", "rules: []"),
                    Patch.of("APIService", "v1beta1.custom.metrics.k8s.io")
                        .replace("/spec/groupPriorityMinimum", 1))
                .build());
    inputs.put(
        "alerts",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          OperatorPrometheus operator = Cases.operatorPrometheus(chart, resnet).build();
          RatioAutoscaler autoscaler =
              Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, operator).build())
                  .build();
          Alerts.Builder.create(chart, "alerts")
              .autoscaler(autoscaler)
              .patch(Patch.of("PrometheusRule").replace("/spec/groups", List.of()))
              .build();
        });
  }

  private static List<Object> listWithNull() {
    List<Object> list = new ArrayList<>();
    list.add(null);
    return list;
  }

  private static String containers(String container) {
    return "spec: {template: {spec: {containers: [" + container + "]}}}\n";
  }

  private void deployment(String what, UnaryOperator<Patch> steps) {
    server(what, steps.apply(Patch.of("Deployment")));
  }

  private void server(String what, Patch... patches) {
    inputs.put(what, chart -> Cases.server(chart, "resnet").patch(patches).build());
  }

  private void prometheus(String what, Patch patch, boolean operator) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          if (operator) {
            Cases.operatorPrometheus(chart, resnet).patch(patch).build();
          } else {
            Cases.prometheus(chart, resnet).patch(patch).build();
          }
        });
  }

  private void autoscaler(String what, UnaryOperator<Patch> steps) {
    inputs.put(
        what,
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          PrometheusStack prometheus = Cases.prometheus(chart, resnet).build();
          Cases.autoscaler(chart, resnet, Cases.existingAdapter(chart, prometheus).build())
              .patch(steps.apply(Patch.of("HorizontalPodAutoscaler")))
              .build();
        });
  }
}
