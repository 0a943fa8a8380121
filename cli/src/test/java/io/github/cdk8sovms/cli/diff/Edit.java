package io.github.cdk8sovms.cli.diff;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** A change between two syntheses of an example. */
enum Edit {
  NOTHING(objects -> objects),
  ORDER(Objects::reverse),
  RESIZE_IN_PLACE(objects -> objects.add(verticalAutoscaler("resnet", "InPlaceOrRecreate"))),
  RESIZE_OF_NEW_PODS(objects -> objects.add(verticalAutoscaler("resnet", "Initial"))),
  RESIZE_OF_ANOTHER(objects -> objects.add(verticalAutoscaler("other", "InPlaceOrRecreate"))),
  BOOST_AT_START(
      objects ->
          objects.add(
              "{apiVersion: autoscaling.x-k8s.io/v1alpha1, kind: StartupCPUBoost, metadata: {name: boost, namespace: serving}, selector: {matchLabels: {cdk8s-ovms/name: resnet}}, spec: {resourcePolicy: {}}}")),
  SPELLING_OF_QUANTITIES(
      objects ->
          objects
              .set(
                  "Deployment",
                  "resnet",
                  limits(),
                  "{cpu: 2000m, memory: 2048Mi, ephemeral-storage: 2304Mi}")
              .set(
                  "HorizontalPodAutoscaler",
                  "resnet-autoscaler",
                  metric() + "/averageValue",
                  "1000m")),
  ORDER_OF_METRICS(
      before ->
          before.set(
              "HorizontalPodAutoscaler", "resnet-autoscaler", "/spec/metrics", twoMetrics(true)),
      after ->
          after.set(
              "HorizontalPodAutoscaler", "resnet-autoscaler", "/spec/metrics", twoMetrics(false))),
  SPELLING_OF_A_FILE(
      objects ->
          objects.replace("ConfigMap", "resnet-config", "\\\"nireq\\\" : 8", "\\\"nireq\\\": 8")),
  STREAMS(
      objects ->
          objects
              .replace(
                  "ConfigMap",
                  "resnet-config",
                  "\\\"NUM_STREAMS\\\" : \\\"2\\\"",
                  "\\\"NUM_STREAMS\\\" : \\\"4\\\"")
              .replace("Deployment", "resnet", "505f70a356202233", "0000000000000000")),
  CONFIG_WITHOUT_HASH(
      objects ->
          objects.replace("ConfigMap", "resnet-config", "\\\"nireq\\\" : 8", "\\\"nireq\\\" : 4")),
  CONFIG_THAT_IS_RELOADED(
      objects ->
          objects.replace(
              "ConfigMap", "prometheus-config", "scrape_interval: 5s", "scrape_interval: 30s")),
  ARGUMENTS(
      objects -> objects.replace("Deployment", "resnet", "--rest_workers=8", "--rest_workers=16")),
  SELECTOR(
      objects ->
          objects.replace(
              "Deployment", "resnet", "cdk8s-ovms/name\":\"resnet", "cdk8s-ovms/name\":\"other")),
  SERVICE_NAME_OF_PODS(
      objects -> objects.set("StatefulSet", "prometheus", "/spec/serviceName", "other")),
  OLDER_OVMS(
      objects ->
          objects.replace("Deployment", "resnet", "model_server:2026.3.1", "model_server:2024.4")),
  NEWER_OVMS_OF_THE_YEAR(
      objects ->
          objects.replace("Deployment", "resnet", "model_server:2026.3.1", "model_server:2026.4")),
  REPLICAS_REMOVED(
      before -> before.set("Deployment", "resnet", "/spec/replicas", "3"), after -> after),
  REPLICAS_UNDER_AN_AUTOSCALER(
      objects -> objects.set("Deployment", "resnet", "/spec/replicas", "3")),
  REPLICAS_LOWERED(
      objects -> objects.set("Deployment", "prometheus-adapter", "/spec/replicas", "1")),
  SERVER_REMOVED(objects -> objects.remove("Deployment", "resnet")),
  SMALLER_VOLUME(
      objects ->
          objects.set(
              "StatefulSet",
              "prometheus",
              "/spec/volumeClaimTemplates/0/spec/resources/requests/storage",
              "5Gi")),
  NO_VOLUME(objects -> objects.remove("StatefulSet", "prometheus", "/spec/volumeClaimTemplates")),
  PROMETHEUS_REMOVED(objects -> objects.remove("StatefulSet", "prometheus")),
  RETENTION(objects -> objects.replace("ConfigMap", "prometheus-config", "time: 15d", "time: 36h")),
  PREPULLED_IMAGE(before -> before.add(images("2026.3")), after -> after.add(images("2026.3.1"))),
  PREPULL_REMOVED(before -> before.add(images("2026.3")), after -> after),
  CLAIM_REMOVED(before -> before.add(claim("10Gi")), after -> after),
  CLAIM_GROWS(before -> before.add(claim("10Gi")), after -> after.add(claim("20Gi"))),
  CLAIM_SHRINKS(before -> before.add(claim("10Gi")), after -> after.add(claim("5Gi"))),
  VOLUME_OF_ANOTHER_CLAIM(
      before ->
          before.set(
              "Deployment",
              "resnet",
              "/spec/template/spec/volumes/2",
              "{name: downloads, persistentVolumeClaim: {claimName: models}}"),
      after -> after),
  MAXIMUM(
      objects ->
          objects
              .set("HorizontalPodAutoscaler", "resnet-autoscaler", "/spec/maxReplicas", "3")
              .set("HorizontalPodAutoscaler", "resnet-autoscaler", "/spec/minReplicas", "1")),
  MINIMUM_RAISED(
      objects ->
          objects.set("HorizontalPodAutoscaler", "resnet-autoscaler", "/spec/minReplicas", "4")),
  TARGET(
      objects ->
          objects.set(
              "HorizontalPodAutoscaler", "resnet-autoscaler", metric() + "/averageValue", "1500m")),
  SIGNAL(
      objects ->
          objects
              .set(
                  "HorizontalPodAutoscaler",
                  "resnet-autoscaler",
                  "/spec/metrics/0/pods/metric/name",
                  "ovms_queue_to_compute")
              .replace(
                  "ConfigMap",
                  "prometheus-adapter-rules",
                  "ovms_requests_streams_ratio",
                  "ovms_queue_to_compute")),
  QUERY(objects -> objects.replace("ConfigMap", "prometheus-adapter-rules", "[20s]", "[40s]")),
  SCALED_WORKLOAD(
      objects ->
          objects.set(
              "HorizontalPodAutoscaler",
              "resnet-autoscaler",
              "/spec/scaleTargetRef/name",
              "other")),
  PACE(
      objects ->
          objects.set(
              "HorizontalPodAutoscaler",
              "resnet-autoscaler",
              "/spec/behavior/scaleDown/stabilizationWindowSeconds",
              "60")),
  AUTOSCALER_RENAMED(
      objects ->
          objects.set("HorizontalPodAutoscaler", "resnet-autoscaler", "/metadata/name", "resnet")),
  AUTOSCALER_REMOVED(objects -> objects.remove("HorizontalPodAutoscaler", "resnet-autoscaler")),
  KEDA(
      objects ->
          objects
              .remove("HorizontalPodAutoscaler", "resnet-autoscaler")
              .add(scaledObject("{}", ""))),
  KEDA_WITH_HAND_OVER(
      objects ->
          objects
              .remove("HorizontalPodAutoscaler", "resnet-autoscaler")
              .add(
                  scaledObject(
                      "{scaledobject.keda.sh/transfer-hpa-ownership: \"true\"}",
                      "advanced: {horizontalPodAutoscalerConfig: {name: resnet-autoscaler}}, "))),
  QUERY_OF_KEDA(
      before -> before.add(scaledObject("{}", "")),
      after ->
          after.add(scaledObject("{}", "").replace("query: a", "query: b").replace("'1'", "'2'"))),
  PORT(objects -> objects.set("Service", "resnet", "/spec/ports/0/port", "9000")),
  PORT_BESIDE_THE_OLD(
      objects ->
          objects.set(
              "Service",
              "resnet",
              "/spec/ports",
              "[{name: grpc, port: 8080, targetPort: grpc}, {name: rest, port: 8081, targetPort: rest}, {name: new, port: 9000, targetPort: grpc}]")),
  HEADLESS(objects -> objects.set("Service", "resnet", "/spec/clusterIP", "None")),
  PODS_OF_THE_SERVICE(
      objects -> objects.set("Service", "resnet", "/spec/selector", "{app: other}")),
  SERVICE_REMOVED(objects -> objects.remove("Service", "resnet")),
  PEER_REMOVED(objects -> objects.remove("NetworkPolicy", "resnet", "/spec/ingress/0")),
  PEER_ADDED(
      objects ->
          objects.set(
              "NetworkPolicy",
              "resnet",
              "/spec/ingress",
              "[{from: [{podSelector: {}}], ports: [{port: 8080, protocol: TCP}, {port: 8081, protocol: TCP}]}, {from: [{namespaceSelector: {}}]}]")),
  POLICY_REMOVED(objects -> objects.remove("NetworkPolicy", "resnet-from-prometheus")),
  POLICY_ADDED_WHERE_ALL_WAS_OPEN(
      before ->
          before.remove("NetworkPolicy", "default-deny").remove("NetworkPolicy", "default-deny"),
      after -> after),
  API_OWNER(
      objects ->
          objects.set(
              "APIService", "v1beta1.custom.metrics.k8s.io", "/spec/service/name", "other")),
  API_REMOVED(objects -> objects.remove("APIService", "v1beta1.custom.metrics.k8s.io")),
  API_TAKEN(before -> before.remove("APIService", "v1beta1.custom.metrics.k8s.io"), after -> after),
  SECRET(before -> before.add(secret("b2xk")), after -> after.add(secret("bmV3"))),
  NAMESPACE_REMOVED(objects -> objects.remove("Namespace", "serving")),
  DEFINITION_REMOVED(
      before ->
          before.add(
              "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: scaledobjects.keda.sh}}"),
      after -> after),
  KSERVE_ARGUMENTS(
      before -> Objects.of("kserve"),
      after ->
          Objects.of("kserve").replace("ServingRuntime", "resnet50", "--nireq=16", "--nireq=8")),
  KSERVE_STORAGE(
      before -> Objects.of("kserve"),
      after ->
          Objects.of("kserve")
              .replace("InferenceService", "resnet50", "pvc://models/resnet50", "pvc://models/2")),
  KSERVE_AUTOSCALER(
      before -> Objects.of("kserve"),
      after ->
          Objects.of("kserve")
              .replace(
                  "InferenceService",
                  "resnet50",
                  "autoscalerClass\":\"external",
                  "autoscalerClass\":\"hpa")),
  KSERVE_AUTOSCALER_TAKEN_OVER(
      before ->
          Objects.of("kserve")
              .replace(
                  "InferenceService",
                  "resnet50",
                  "autoscalerClass\":\"external",
                  "autoscalerClass\":\"hpa"),
      after -> Objects.of("kserve")),
  KSERVE_MODE(
      before -> Objects.of("kserve"),
      after ->
          Objects.of("kserve")
              .replace(
                  "InferenceService",
                  "resnet50",
                  "deploymentMode\":\"Standard",
                  "deploymentMode\":\"Knative")),
  KSERVE_REPLICAS(
      before -> Objects.of("kserve"),
      after ->
          Objects.of("kserve")
              .set("InferenceService", "resnet50", "/spec/predictor/minReplicas", "2")),
  KSERVE_REMOVED(
      before -> Objects.of("kserve"),
      after -> Objects.of("kserve").remove("InferenceService", "resnet50")),
  STORAGE_OF_THE_OPERATORS_PROMETHEUS(
      before -> Objects.of("blog-recipe"),
      after ->
          Objects.of("blog-recipe")
              .set("Prometheus", "prometheus", "/spec/storage", "{emptyDir: {}}")),
  SIDECAR_OF_THE_OPERATORS_PROMETHEUS(
      before -> Objects.of("blog-recipe"),
      after ->
          Objects.of("blog-recipe")
              .set("Prometheus", "prometheus", "/spec/initContainers", sidecar())),
  SIDECAR(
      objects ->
          objects.set(
              "StatefulSet", "prometheus", "/spec/template/spec/initContainers", sidecar()));

  private final UnaryOperator<Objects> before;
  private final UnaryOperator<Objects> after;

  Edit(UnaryOperator<Objects> after) {
    this(objects -> objects, after);
  }

  Edit(UnaryOperator<Objects> before, UnaryOperator<Objects> after) {
    this.before = before;
    this.after = after;
  }

  String before() {
    return before.apply(Objects.of("quickstart")).text();
  }

  String after() {
    return after.apply(Objects.of("quickstart")).text();
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  private static String verticalAutoscaler(String target, String mode) {
    return "{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: resnet, namespace: serving}, spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}, updatePolicy: {updateMode: %s}}}"
        .formatted(target, mode);
  }

  private static String sidecar() {
    return "[{name: proxy, image: 'example.com/proxy:1.0.0', restartPolicy: Always}]";
  }

  private static String limits() {
    return "/spec/template/spec/containers/0/resources/limits";
  }

  private static String metric() {
    return "/spec/metrics/0/pods/target";
  }

  private static String twoMetrics(boolean ratioFirst) {
    String ratio =
        "{type: Pods, pods: {metric: {name: ratio}, target: {type: AverageValue, averageValue: '1'}}}";
    String cpu =
        "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}";
    return ratioFirst ? "[" + ratio + ", " + cpu + "]" : "[" + cpu + ", " + ratio + "]";
  }

  private static String images(String tag) {
    return "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: images, namespace: serving},"
        + " spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec:"
        + " {containers: [{name: image-0, image: 'docker.io/openvino/model_server:"
        + tag
        + "'}]}}}}";
  }

  private static String claim(String size) {
    return "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: models, namespace: serving}, spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: "
        + size
        + "}}}}";
  }

  private static String secret(String password) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: s3-keys, namespace: serving}, data: {password: "
        + password
        + "}}";
  }

  private static String scaledObject(String annotations, String advanced) {
    return "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: resnet, namespace: serving, annotations: "
        + annotations
        + "}, spec: {"
        + advanced
        + "scaleTargetRef: {name: resnet}, minReplicaCount: 2, maxReplicaCount: 4, triggers: [{type: prometheus, metadata: {query: a, threshold: '1'}}]}}";
  }
}
