package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.AUTOSCALERS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.METRICS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.MONITORING;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.SCALE;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.TARGETS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.autoscaler;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.object;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.parse;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.pod;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Symptoms similar to a fault of pods, metrics or scrapes, with another cause or none. */
enum LookAlike {
  TARGET_WITHOUT_SCALE(cluster -> cluster.api.remove(SCALE)),
  TARGET_WITHOUT_SELECTOR(
      cluster ->
          cluster.api.answer(SCALE, parse("{'spec':{'replicas':2},'status':{'replicas':2}}"))),
  TARGET_WITHOUT_API(
      cluster -> {
        ObjectNode autoscaler = autoscaler("True", "ValidMetricFound", "");
        ((ObjectNode) autoscaler.at("/spec/scaleTargetRef")).remove("apiVersion");
        cluster.api.list(AUTOSCALERS, List.of(autoscaler));
      }),
  ZERO_BY_MIN_REPLICAS(
      cluster -> {
        ObjectNode autoscaler = autoscaler("True", "ValidMetricFound", "");
        ((ObjectNode) autoscaler.path("spec")).put("minReplicas", 0);
        cluster.api.list(AUTOSCALERS, List.of(autoscaler));
        cluster.api.answer(SCALE, parse("{'spec':{},'status':{'selector':'a=b'}}"));
        cluster.api.list(PODS, List.of());
        cluster.api.answer(FakeQuickstart.VALUES, FakeQuickstart.servedValues());
      }),
  PODS_ALL_LEAVING(
      cluster -> {
        ObjectNode pod = pod("resnet-a", "False");
        ((ObjectNode) pod.path("status")).put("phase", "Failed").put("reason", "Evicted");
        cluster.api.list(PODS, List.of(pod));
      }),
  PODS_PAST_A_FAILED_INIT(
      cluster -> {
        ObjectNode pod = pod("resnet-a", "False");
        ((ObjectNode) pod.path("status"))
            .setAll(
                (ObjectNode)
                    parse(
                        "{'initContainerStatuses':[{'name':'fetch-models','ready':true,'state':{'terminated':{'exitCode':0,'reason':'Completed'}},'lastState':{'terminated':{'exitCode':22,'reason':'Error'}}}],'containerStatuses':[{'name':'ovms','ready':false,'state':{'running':{}}}]}"));
        cluster.api.list(PODS, List.of(pod));
      }),
  METRICS_OF_A_POD_THAT_WENT(
      cluster -> cluster.api.status(METRICS, 404, "pods \"resnet-a\" not found")),
  METRICS_BESIDE_A_SIDECAR(
      cluster -> {
        List<ObjectNode> pods = List.of(meshed("resnet-a"), meshed("resnet-b"));
        cluster.api.list(PODS, pods);
      }),
  METRICS_RESET_BY_A_MESH(
      cluster -> {
        cluster.api.list(PODS, List.of(meshed("resnet-a"), meshed("resnet-b")));
        cluster.api.unreachable(
            METRICS, "read tcp 10.0.0.1:40000->10.1.0.1:8081: read: connection reset by peer");
      }),
  METRICS_OF_A_PROXY(
      cluster -> {
        cluster.api.list(PODS, List.of(meshed("resnet-a"), meshed("resnet-b")));
        cluster.api.answer(METRICS, 404, "");
      }),
  METRICS_LOGIN_PAGE(
      cluster -> cluster.api.answer(METRICS, 200, "<!doctype html><title>Sign in</title>")),
  METRICS_REDIRECTED(cluster -> cluster.api.answer(METRICS, 302, "")),
  METRICS_FOR_KNOWN_CALLERS(cluster -> cluster.api.answer(METRICS, 401, "Unauthorized\n")),
  METRICS_DENIED_BY_A_MESH(cluster -> cluster.api.answer(METRICS, 403, "RBAC: access denied")),
  METRICS_REJECTED_BY_A_POLICY(
      cluster ->
          cluster.api.unreachable(METRICS, "dial tcp 10.1.0.1:8081: connect: connection refused")),
  METRICS_BEHIND_A_BROKEN_TUNNEL(
      cluster ->
          cluster.api.unreachable(
              METRICS, "dial tcp 172.16.0.9:8132: connect: connection refused")),
  METRICS_OF_NO_MODEL(cluster -> cluster.api.answer(METRICS, 200, "")),
  METRICS_OF_GRAPHS(
      cluster -> cluster.api.answer(METRICS, 200, "ovms_current_graphs{name=\"llm\"} 1\n")),
  METRICS_OF_ANOTHER_PROGRAM(
      cluster -> cluster.api.answer(METRICS, 200, "envoy_server_live{} 1\n")),
  SCRAPE_RESET_BY_A_MESH(
      cluster -> {
        cluster.api.list(PODS, List.of(meshed("resnet-a"), meshed("resnet-b")));
        cluster.api.answer(
            TARGETS,
            targets("down", "Get http://10.1.0.1:8081/metrics: read: connection reset by peer"));
      }),
  SCRAPE_503_IN_AN_AMBIENT_MESH(
      cluster -> {
        cluster.api.answer(
            "/api/v1/namespaces/serving",
            parse("{'metadata':{'labels':{'istio.io/dataplane-mode':'ambient'}}}"));
        cluster.api.answer(
            TARGETS, targets("down", "server returned HTTP status 503 Service Unavailable"));
      }),
  SCRAPE_ENDED_BY_WHAT_IS_NOT_SEEN(cluster -> cluster.api.answer(TARGETS, targets("down", "EOF"))),
  SCRAPE_DENIED(
      cluster ->
          cluster.api.answer(
              TARGETS, targets("down", "server returned HTTP status 403 Forbidden"))),
  SCRAPE_REFUSED(
      cluster ->
          cluster.api.answer(
              TARGETS, targets("down", "dial tcp 10.1.0.1:8081: connect: connection refused"))),
  SCRAPE_WITH_TLS(
      cluster ->
          cluster.api.answer(
              TARGETS, targets("down", "http: server gave HTTP response to HTTPS client"))),
  SCRAPE_TOO_LARGE(
      cluster -> cluster.api.answer(TARGETS, targets("down", "sample limit exceeded"))),
  SCRAPE_TIMES_OUT_UNDER_POLICIES(
      cluster -> {
        cluster.api.answer(TARGETS, targets("down", "context deadline exceeded"));
        cluster.policies();
      }),
  SCRAPE_TO_COME(cluster -> cluster.api.answer(TARGETS, targets("unknown", ""))),
  CONDITION_THAT_IS_OLD(
      cluster -> cluster.apiService("False", "FailedDiscoveryCheck", "no response yet")),
  METRICS_API_THAT_KNOWS_NO_CALLER(
      cluster -> {
        cluster.apiService(
            "False",
            "FailedDiscoveryCheck",
            "failing or missing response from https://10.2.0.1:6443/apis: bad status from"
                + " https://10.2.0.1:6443/apis: 403");
        cluster.metricsAreDown();
      }),
  METRICS_API_OF_ANOTHER_NAME(
      cluster -> {
        cluster.apiService(
            "False",
            "FailedDiscoveryCheck",
            "failing or missing response from https://10.2.0.1:6443/apis: tls: failed to verify"
                + " certificate: x509: certificate is valid for localhost, not"
                + " prometheus-adapter.monitoring.svc");
        cluster.metricsAreDown();
      }),
  METRICS_API_OF_A_CLOCK_BEHIND(
      cluster -> {
        cluster.apiService(
            "False",
            "FailedDiscoveryCheck",
            "failing or missing response from https://10.2.0.1:6443/apis: x509: certificate has"
                + " expired or is not yet valid: current time 2026-11-25T12:00:00Z is before"
                + " 2026-11-25T12:05:00Z");
        cluster.metricsAreDown();
      }),
  METRICS_API_REJECTED_BY_A_POLICY(
      cluster -> {
        cluster.apiService(
            "False",
            "FailedDiscoveryCheck",
            "failing or missing response from https://10.2.0.1:6443/apis: dial tcp 10.2.0.1:6443:"
                + " connect: connection refused");
        cluster.metricsAreDown();
      }),
  CONDITION_REPLACED_MEANWHILE(
      cluster -> {
        cluster.api.list(
            AUTOSCALERS, List.of(autoscaler("False", "FailedGetPodsMetric", "unable to get")));
        cluster.api.answer(
            "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers/resnet-autoscaler",
            autoscaler("True", "ValidMetricFound", ""));
      }),
  METRIC_OF_CPU_FAILS(
      cluster ->
          cluster.api.list(
              AUTOSCALERS,
              List.of(autoscaler("False", "FailedGetResourceMetric", "no metrics for cpu")))),
  ADAPTER_BESIDE_ANOTHER(
      cluster -> {
        ObjectNode other = object("Deployment", "prometheus-adapter");
        ((ObjectNode) other.path("metadata")).put("name", "a-second-adapter");
        ((ObjectNode) other.at("/spec/template/metadata/labels"))
            .put("cdk8s-ovms/name", "a-second-adapter");
        ((ObjectNode) other.at("/spec/template/spec/containers/0"))
            .set("args", parse("['--prometheus-url=http://elsewhere.other.svc:9090']"));
        cluster.api.list(
            "/apis/apps/v1/namespaces/monitoring/deployments",
            List.of(other, object("Deployment", "prometheus-adapter")));
      }),
  PROMETHEUS_OF_TWO_LABELS(cluster -> cluster.prometheusAt("http://prometheus.corp:9090")),
  PROMETHEUS_OF_ANOTHER_CLUSTER(
      cluster -> cluster.prometheusAt("http://prometheus.monitoring.svc.clusterset.local:9090")),
  PROMETHEUS_BY_ANOTHER_NAME(
      cluster -> {
        cluster.api.answer(
            MONITORING + "/services/prometheus",
            parse("{'spec':{'type':'ExternalName','externalName':'prom.example.com'}}"));
        cluster.prometheusIsDown(503, "no endpoints available for service \"prometheus\"");
      });

  private final Consumer<FakeQuickstart> effect;

  LookAlike(Consumer<FakeQuickstart> effect) {
    this.effect = effect;
  }

  void befall(FakeQuickstart cluster) {
    effect.accept(cluster);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  /** Adds Istio's sidecar first, which rewrites the probes. */
  static ObjectNode meshed(String name) {
    ObjectNode pod = pod(name, "True");
    ObjectNode server = (ObjectNode) pod.at("/spec/containers/0");
    server.set(
        "readinessProbe",
        parse("{'httpGet':{'path':'/app-health/ovms/readyz','port':15020,'scheme':'HTTP'}}"));
    ObjectNode proxy =
        (ObjectNode)
            parse(
                "{'name':'istio-proxy','image':'docker.io/istio/proxyv2:1.27.1','readinessProbe':{'httpGet':{'path':'/healthz/ready','port':15021}}}");
    pod.withArray("/spec/containers").insert(0, proxy);
    return pod;
  }
}
