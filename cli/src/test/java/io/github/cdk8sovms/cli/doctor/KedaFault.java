package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.API_SERVICES;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.AUTOSCALERS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.QUERY;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.SCALE;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.condition;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.noResult;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.parse;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Faults of the quickstart with KEDA instead of the adapter. */
enum KedaFault {
  KEDA_IS_WELL(cluster -> {}),
  KEDA_QUERY_MANY(cluster -> cluster.api.answer(QUERY, result("1", "{'pod':'a'}", "{'pod':'b'}"))),
  KEDA_QUERY_EMPTY(cluster -> cluster.api.answer(QUERY + "?query=" + KedaFault.LOAD, noResult())),
  KEDA_SERIES_MISSING(cluster -> cluster.api.answer(QUERY, noResult())),
  KEDA_LABELS_MISSING(
      cluster -> {
        ObjectNode object = scaledObject("True");
        ((ObjectNode) object.at("/spec/triggers/0/metadata"))
            .put(
                "query",
                "sum(ovms_current_requests{k8s_namespace_name=\"serving\",k8s_container_name=~\".*\",k8s_pod_name=~\"resnet-.*\"})");
        cluster
            .api
            .answer(KedaFault.SCALED_OBJECT, object)
            .answer(QUERY, noResult())
            .answer(
                QUERY + "?query=" + FakeQuickstart.otherwiseLabelled(),
                result("1", "{'namespace':'serving','pod':'resnet-a','instance':'10.1.0.1:8081'}"));
      }),
  KEDA_QUERY_WRONG(
      cluster ->
          cluster.api.answer(
              QUERY + "?query=" + KedaFault.LOAD,
              400,
              "{\"error\":\"parse error: unclosed left brace\"}")),
  KEDA_PROMETHEUS_ELSEWHERE(
      cluster -> {
        ObjectNode object = scaledObject("True");
        ((ObjectNode) object.at("/spec/triggers/0/metadata"))
            .put("serverAddress", "https://prometheus.example.com/api");
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
      }),
  KEDA_NOT_READY(cluster -> cluster.api.answer(KedaFault.SCALED_OBJECT, scaledObject("False"))),
  KEDA_PAUSED(
      cluster -> {
        ObjectNode object = scaledObject("True");
        object.withObject("/metadata/annotations").put("autoscaling.keda.sh/paused", "true");
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
      }),
  KEDA_FALLS_BACK(
      cluster -> {
        ObjectNode object = scaledObject("True");
        object.withArray("/status/conditions").add(condition("Fallback", "True", "Fallback", ""));
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
      }),
  KEDA_API_MISSING(cluster -> cluster.api.remove(KedaFault.API_SERVICE)),
  KEDA_WITHOUT_VALUE(cluster -> cluster.api.answer(KedaFault.VALUE, parse("{'items':[]}"))),
  KEDA_PAUSED_AT_A_NUMBER(
      cluster -> {
        ObjectNode object = scaledObject("True");
        object.withObject("/metadata/annotations").put("autoscaling.keda.sh/paused-replicas", "0");
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
        cluster.api.answer(SCALE, parse("{'spec':{'replicas':0},'status':{'selector':'a=b'}}"));
        cluster.api.list(PODS, List.of());
      }),
  KEDA_NO_LONGER_PAUSED(
      cluster -> {
        ObjectNode object = scaledObject("True");
        object.withObject("/metadata/annotations").put("autoscaling.keda.sh/paused", "false");
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
      }),
  KEDA_PAUSED_WITHOUT_AUTOSCALER(
      cluster -> {
        ObjectNode object = scaledObject("True");
        object.withObject("/metadata/annotations").put("autoscaling.keda.sh/paused", "true");
        withoutAutoscaler(cluster, object);
      }),
  KEDA_WITHOUT_AUTOSCALER(cluster -> withoutAutoscaler(cluster, scaledObject("True"))),
  KEDA_IDLE_REPLICAS(
      cluster -> {
        ObjectNode object = scaledObject("True");
        ((ObjectNode) object.path("spec")).put("idleReplicaCount", 0);
        idle(cluster, object);
      }),
  KEDA_IDLE_WITHOUT_SERIES(
      cluster -> {
        ObjectNode object = scaledObject("True");
        ((ObjectNode) object.path("spec")).put("minReplicaCount", 0);
        idle(cluster, object);
        cluster.api.answer(QUERY, noResult());
        cluster.api.answer(KedaFault.VALUE, parse("{'items':[{'value':'0'}]}"));
      }),
  KEDA_QUERY_OF_A_SCALAR(
      cluster ->
          cluster.api.answer(QUERY, parse("{'data':{'resultType':'scalar','result':[1,'2']}}"))),
  KEDA_BESIDE_ANOTHER_SERVER(
      cluster -> {
        cluster.api.answer(
            KedaFault.API_SERVICE,
            parse(
                "{'metadata':{'name':'v1beta1.external.metrics.k8s.io'},'spec':{'version':'v1beta1','service':{'namespace':'datadog','name':'cluster-agent-metrics'}},'status':{'conditions':[{'type':'Available','status':'True'}]}}"));
        cluster.api.status(
            KedaFault.VALUE, 404, "the server could not find the requested resource");
      }),
  KEDA_IDLE(
      cluster -> {
        cluster.api.answer(SCALE, parse("{'spec':{'replicas':0},'status':{'selector':'a=b'}}"));
        cluster.api.list(PODS, List.of());
        ObjectNode object = scaledObject("True");
        ((ObjectNode) object.path("spec")).put("minReplicaCount", 0);
        cluster.api.answer(KedaFault.SCALED_OBJECT, object);
        cluster.api.list(AUTOSCALERS, List.of(autoscaler("False", "ScalingDisabled")));
      });

  private static final String LOAD = "sum(ovms_current_requests / ovms_streams)";
  private static final String SCALED_OBJECT =
      "/apis/keda.sh/v1alpha1/namespaces/serving/scaledobjects/resnet";
  private static final String API_SERVICE = API_SERVICES + "/v1beta1.external.metrics.k8s.io";
  private static final String VALUE =
      "/apis/external.metrics.k8s.io/v1beta1/namespaces/serving/s0-prometheus";

  private final Consumer<FakeQuickstart> effect;

  KedaFault(Consumer<FakeQuickstart> effect) {
    this.effect = effect;
  }

  /** Replaces the adapter with KEDA, and breaks that. */
  void befall(FakeQuickstart cluster) {
    for (String version : List.of("v1beta1", "v1beta2")) {
      cluster.api.remove(API_SERVICES + "/" + version + ".custom.metrics.k8s.io");
    }
    cluster.api.list(AUTOSCALERS, List.of(autoscaler("True", "ValidMetricFound")));
    cluster.api.answer(SCALED_OBJECT, scaledObject("True"));
    cluster.api.answer(QUERY, result("1.5", "{}"));
    cluster.api.answer(
        API_SERVICE,
        parse(
            "{'metadata':{'name':'v1beta1.external.metrics.k8s.io'},'spec':{'version':'v1beta1','service':{'namespace':'keda','name':'keda-operator-metrics-apiserver'}},'status':{'conditions':[{'type':'Available','status':'True'}]}}"));
    cluster.api.answer(VALUE, parse("{'items':[{'metricName':'s0-prometheus','value':'1500m'}]}"));
    effect.accept(cluster);
  }

  /** KEDA deletes the HPA while the ScaledObject is paused. */
  private static void withoutAutoscaler(FakeQuickstart cluster, ObjectNode object) {
    ((ObjectNode) object.path("spec")).set("scaleTargetRef", parse("{'name':'resnet'}"));
    cluster.api.list(AUTOSCALERS, List.of());
    cluster.api.list("/apis/keda.sh/v1alpha1/scaledobjects", List.of(object));
    cluster.api.answer(SCALED_OBJECT, object);
  }

  private static void idle(FakeQuickstart cluster, ObjectNode object) {
    cluster.api.answer(SCALE, parse("{'spec':{'replicas':0},'status':{'selector':'a=b'}}"));
    cluster.api.list(PODS, List.of());
    cluster.api.answer(SCALED_OBJECT, object);
    cluster.api.list(AUTOSCALERS, List.of(autoscaler("False", "ScalingDisabled")));
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  private static ObjectNode autoscaler(String active, String reason) {
    ObjectNode object = FakeQuickstart.autoscaler(active, reason, "");
    ((ObjectNode) object.path("metadata")).put("name", "keda-hpa-resnet");
    object
        .withArray("/metadata/ownerReferences")
        .addObject()
        .put("kind", "ScaledObject")
        .put("name", "resnet");
    ((ObjectNode) object.path("spec"))
        .set(
            "metrics",
            parse(
                "[{'type':'External','external':{'metric':{'name':'s0-prometheus','selector':{'matchLabels':{'scaledobject.keda.sh/name':'resnet'}}},'target':{'type':'AverageValue','averageValue':'1'}}}]"));
    return object;
  }

  private static ObjectNode scaledObject(String ready) {
    ObjectNode object =
        (ObjectNode)
            parse(
                "{'metadata':{'name':'resnet','namespace':'serving'},'spec':{'minReplicaCount':1,'triggers':[{'type':'prometheus','metadata':{'serverAddress':'http://prometheus.monitoring.svc:9090','threshold':'1','query':'"
                    + LOAD
                    + "'}}]}}");
    object
        .withArray("/status/conditions")
        .add(
            condition(
                "Ready",
                ready,
                ready.equals("True") ? "ScaledObjectReady" : "ScaledObjectCheckFailed",
                ready.equals("True") ? "" : "failed to ensure HPA is correctly created"));
    return object;
  }
}
