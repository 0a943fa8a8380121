package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.ADAPTER_PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.API_SERVICES;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.AUTOSCALERS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.CUSTOM_METRICS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.METRICS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.MONITORING;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PROMETHEUS_PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.QUERY;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.SCALE;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.TARGET;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.TARGETS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.VALUES;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.autoscaler;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.condition;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.metrics;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.noResult;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.object;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.parse;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.pod;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.result;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.servedValues;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Faults of the quickstart in a cluster, with the cluster's messages. */
enum Fault {
  TARGET_MISSING(cluster -> cluster.api.remove(SCALE).remove(TARGET)),
  SCALED_TO_ZERO(
      cluster -> {
        cluster.api.answer(SCALE, parse("{'spec':{'replicas':0},'status':{'selector':'a=b'}}"));
        cluster.api.list(PODS, List.of());
      }),
  NO_PODS(
      cluster -> {
        cluster.api.list(PODS, List.of());
        ObjectNode target = object("Deployment", "resnet");
        target
            .putObject("status")
            .putArray("conditions")
            .add(condition("ReplicaFailure", "True", "FailedCreate", "exceeded quota: cpu"));
        cluster.api.answer(TARGET, target);
      }),
  PODS_WITHOUT_IMAGE(
      cluster ->
          pods(
              cluster,
              "{'containerStatuses':[{'name':'ovms','state':{'waiting':{'reason':'ImagePullBackOff','message':'Back-off pulling image'}}}]}")),
  PODS_WITHOUT_MODEL(
      cluster ->
          pods(
              cluster,
              "{'initContainerStatuses':[{'name':'fetch-models','state':{'waiting':{'reason':'CrashLoopBackOff'}},'lastState':{'terminated':{'exitCode':22,'reason':'Error'}}}],'containerStatuses':[{'name':'ovms','state':{'waiting':{'reason':'PodInitializing'}}}]}")),
  PODS_WITHOUT_NODE(
      cluster ->
          pods(
              cluster,
              "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'Unschedulable','message':'0/3 nodes are available: 3 Insufficient cpu.'}]}")),
  PODS_LOADING(cluster -> pods(cluster, "{}")),
  ONE_POD_NOT_READY(
      cluster ->
          cluster.api.list(PODS, List.of(pod("resnet-a", "True"), pod("resnet-b", "False")))),
  METRICS_OFF(cluster -> cluster.api.answer(METRICS, 404, "{\"error\":\"Invalid request URL\"}")),
  METRICS_REFUSED(
      cluster -> {
        ObjectNode pod = pod("resnet-a", "True");
        ((ObjectNode) pod.at("/spec/containers/0")).remove("readinessProbe");
        cluster.api.list(PODS, List.of(pod, pod("resnet-b", "True")));
        cluster.api.unreachable(METRICS, "dial tcp 10.1.0.1:8081: connect: connection refused");
      }),
  METRICS_KEPT_FROM_THE_API_SERVER(
      cluster -> cluster.api.unreachable(METRICS, "dial tcp 10.1.0.1:8081: i/o timeout")),
  METRICS_FORBIDDEN(
      cluster ->
          cluster.api.forbid(METRICS, "get", "pods/proxy", "", "in the namespace \"serving\"")),
  METRICS_WITHOUT_SERIES(
      cluster -> cluster.api.answer(METRICS, 200, "ovms_requests_success{name=\"resnet50\"} 1\n")),
  PROMETHEUS_MISSING(
      cluster -> {
        cluster.api.remove(MONITORING + "/services/prometheus");
        cluster.prometheusIsDown(404, "services \"prometheus\" not found");
      }),
  PROMETHEUS_NOT_READY(
      cluster -> {
        cluster.api.list(PROMETHEUS_PODS, List.of(pod("prometheus-0", "False")));
        cluster.prometheusIsDown(503, "no endpoints available for service \"prometheus\"");
      }),
  PROMETHEUS_WITHOUT_PODS(
      cluster -> {
        cluster.api.list(PROMETHEUS_PODS, List.of());
        cluster.prometheusIsDown(503, "no endpoints available for service \"prometheus\"");
      }),
  NOT_SCRAPED(
      cluster ->
          cluster
              .api
              .answer(QUERY, noResult())
              .answer(
                  TARGETS,
                  parse(
                      "{'data':{'activeTargets':[{'scrapePool':'node','labels':{'pod':'x'}}]}}"))),
  SCRAPE_TIMES_OUT(
      cluster -> cluster.api.answer(TARGETS, targets("down", "context deadline exceeded"))),
  SCRAPE_OF_OLD_OVMS(
      cluster ->
          cluster.api.answer(
              TARGETS,
              targets(
                  "down", "received unsupported Content-Type and no fallback_scrape_protocol"))),
  SCRAPE_OF_ANOTHER_PORT(
      cluster ->
          cluster.api.answer(
              TARGETS, parse(targets("down", "EOF").toString().replace(":8081", ":9000")))),
  ONE_POD_NOT_SCRAPED(
      cluster ->
          cluster.api.answer(
              TARGETS,
              parse(
                  targets("up", "")
                      .toString()
                      .replace("resnet-b", "resnet-of-yesterday")
                      .replace("10.1.0.2", "10.1.0.7")))),
  SERIES_MISSING(cluster -> cluster.api.answer(QUERY, noResult())),
  LABELS_MISSING(
      cluster ->
          cluster
              .api
              .answer(QUERY, noResult())
              .answer(
                  QUERY + "?query=" + FakeQuickstart.otherwiseLabelled(),
                  result("1", "{'exported_pod':'resnet-a','instance':'10.1.0.1:8081'}"))),
  QUERY_WRONG(
      cluster ->
          cluster.api.answer(
              QUERY + "?query=" + query(),
              400,
              "{\"error\":\"parse error: unexpected character\"}")),
  QUERY_OF_NO_MODEL(
      cluster ->
          cluster
              .api
              .answer(QUERY + "?query=" + query(), noResult())
              .answer(QUERY + "?query=max(ovms_streams{" + matchers() + "})", result("0", "{}"))),
  QUERY_EMPTY(cluster -> cluster.api.answer(QUERY + "?query=" + query(), noResult())),
  METRICS_API_MISSING(
      cluster ->
          cluster
              .api
              .remove(API_SERVICES + "/v1beta1.custom.metrics.k8s.io")
              .remove(API_SERVICES + "/v1beta2.custom.metrics.k8s.io")
              .list(
                  "/apis/apps/v1/deployments",
                  List.of(object("Deployment", "prometheus-adapter")))),
  METRICS_API_WITHOUT_PODS(
      cluster -> {
        cluster.apiService("False", "MissingEndpoints", "endpoints have no addresses");
        cluster.metricsAreDown();
        cluster.api.list(ADAPTER_PODS, List.of(pod("prometheus-adapter-a", "False")));
      }),
  METRICS_API_UNREACHABLE(
      cluster -> {
        cluster.apiService(
            "False",
            "FailedDiscoveryCheck",
            "failing or missing response: x509: unknown authority");
        cluster.metricsAreDown();
      }),
  ADAPTER_DELETED(
      cluster -> {
        cluster.apiService("False", "ServiceNotFound", "service/prometheus-adapter is not present");
        cluster.metricsAreDown();
        cluster
            .api
            .remove(MONITORING + "/services/prometheus-adapter")
            .list("/apis/apps/v1/namespaces/monitoring/deployments", List.of())
            .list("/api/v1/services", List.of(object("Service", "prometheus")));
      }),
  METRICS_API_SPLIT(
      cluster -> {
        ObjectNode old = object("APIService", "v1beta1.custom.metrics.k8s.io");
        cluster.api.answer(API_SERVICES + "/v1beta1.custom.metrics.k8s.io", old);
      }),
  RULE_MISSING(
      cluster -> {
        unlisted(cluster);
        cluster.api.answer(
            MONITORING + "/configmaps/prometheus-adapter-rules",
            parse(
                object("ConfigMap", "prometheus-adapter-rules")
                    .toString()
                    .replace("as: ovms_requests_streams_ratio", "as: other_ratio")));
      }),
  CONFIG_UNREAD(
      cluster -> {
        unlisted(cluster);
        ObjectNode config = object("ConfigMap", "prometheus-adapter-rules");
        config.withObject("/metadata").put("creationTimestamp", "2026-11-25T09:00:00Z");
        config
            .withArray("/metadata/managedFields")
            .addObject()
            .put("manager", "kubectl")
            .put("time", "2026-11-25T11:00:00Z");
        cluster.api.answer(MONITORING + "/configmaps/prometheus-adapter-rules", config);
      }),
  METRIC_NOT_LISTED(Fault::unlisted),
  NO_VALUES(
      cluster ->
          cluster.api.answer(
              VALUES,
              404,
              "{\"message\":\"the server could not find the metric ovms_requests_streams_ratio for"
                  + " pods\"}")),
  EMPTY_VALUES(cluster -> cluster.api.answer(VALUES, servedValues())),
  ONE_VALUE(cluster -> cluster.api.answer(VALUES, servedValues("500m"))),
  VALUE_INFINITE(cluster -> cluster.api.answer(VALUES, servedValues("-9223372036854775808m", "0"))),
  PINNED_AT_TARGET(cluster -> cluster.api.answer(VALUES, servedValues("1", "1"))),
  UNREACHABLE_TARGET(cluster -> cluster.api.answer(METRICS, 200, metrics("2"))),
  NOT_SYNCED_YET(
      cluster ->
          cluster.api.list(
              AUTOSCALERS, List.of(object("HorizontalPodAutoscaler", "resnet-autoscaler")))),
  CANNOT_SCALE(
      cluster -> {
        ObjectNode autoscaler = object("HorizontalPodAutoscaler", "resnet-autoscaler");
        autoscaler
            .putObject("status")
            .putArray("conditions")
            .add(condition("AbleToScale", "False", "FailedUpdateScale", "the object was modified"));
        cluster.api.list(AUTOSCALERS, List.of(autoscaler));
      }),
  TWO_AUTOSCALERS(
      cluster ->
          cluster.api.list(
              AUTOSCALERS,
              List.of(
                  autoscaler(
                      "False", "AmbiguousSelector", "pods by selector are controlled by 2 HPAs")))),
  METRIC_FAILED_A_MOMENT_AGO(
      cluster ->
          cluster.api.list(
              AUTOSCALERS,
              List.of(autoscaler("False", "FailedGetPodsMetric", "unable to get metric")))),
  AT_MAX(
      cluster -> {
        ObjectNode autoscaler = autoscaler("True", "ValidMetricFound", "");
        ObjectNode limited = (ObjectNode) autoscaler.at("/status/conditions/2");
        limited.put("status", "True").put("reason", "TooManyReplicas");
        cluster.api.list(AUTOSCALERS, List.of(autoscaler));
      });

  private final Consumer<FakeQuickstart> effect;

  Fault(Consumer<FakeQuickstart> effect) {
    this.effect = effect;
  }

  void befall(FakeQuickstart cluster) {
    effect.accept(cluster);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  private static void pods(FakeQuickstart cluster, String status) {
    List<ObjectNode> pods = List.of(pod("resnet-a", "False"), pod("resnet-b", "False"));
    pods.forEach(pod -> ((ObjectNode) pod.path("status")).setAll((ObjectNode) parse(status)));
    cluster.api.list(PODS, pods);
  }

  static void unlisted(FakeQuickstart cluster) {
    cluster.api.status(
        VALUES, 404, "the server could not find the metric ovms_requests_streams_ratio for pods");
    cluster.api.answer(
        CUSTOM_METRICS,
        parse("{'resources':[{'name':'pods/other_ratio'},{'name':'namespaces/other_ratio'}]}"));
  }

  /** The rule of the quickstart, as expanded by the adapter. */
  static String query() {
    return ("max by (pod) (avg_over_time(ovms_current_requests{%1$s}[20s])"
            + " / (avg_over_time(ovms_streams{%1$s}[20s]) > 0))"
            + " or max by (pod) (avg_over_time(ovms_current_requests{%1$s}[1m])"
            + " / (avg_over_time(ovms_streams{%1$s}[1m]) > 0))")
        .formatted(matchers());
  }

  static String matchers() {
    return "namespace=\"serving\",pod=~\"resnet-a|resnet-b\"";
  }
}
