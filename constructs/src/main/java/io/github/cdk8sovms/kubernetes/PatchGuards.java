package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.ObjectDiff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the checks of this library, and objects that it emits elsewhere, rely on in an object. They
 * were made from the options, so they do not see what a patch changes.
 */
final class PatchGuards {
  private static final Set<String> PODS = Set.of("Deployment", "StatefulSet", "Job");
  private static final Set<String> MONITORS =
      Set.of("ServiceMonitor", "PodMonitor", "PodMonitoring");
  private static final String POD = "/spec/template/spec";
  private static final String CONTAINER = POD + "/containers/[]";

  private static final String BY_OPTIONS = "Set it by an option if there is one; else check ";

  private static final List<Guard> GUARDS = new ArrayList<>();

  private static final Guard RESTRICTED =
      new Guard(
          PODS,
          "",
          path(POD + "/securityContext"),
          "the pods were of the restricted Pod Security Standard, which namespaces of this library"
              + " enforce: they may be refused now",
          "Keep every container restricted, or lower the standard of the namespace.");

  /**
   * A value that something relies on.
   *
   * @param kinds the kinds of object
   * @param software what its pods run; empty for anything
   * @param path keys, {@code []} for an element with a name, {@code *} for any key
   * @param reason what relies on it, and no longer holds
   * @param fix what to do instead
   */
  record Guard(Set<String> kinds, String software, List<String> path, String reason, String fix) {
    boolean covers(String kind, String ofSoftware, Change change) {
      return kinds.contains(kind)
          && (software.isEmpty() || software.equals(ofSoftware))
          && change.isUnder(path);
    }
  }

  static {
    servers();
    pods();
    monitoring();
    scaling();
    network();
  }

  private PatchGuards() {}

  /** The guard that a change undoes; the first, which is the most special one. */
  static Optional<Guard> undoneBy(PatchedObject object, Change change) {
    Map<String, Object> before = object.before();
    String kind = object.kind();
    if (isOfNewElement(before, kind, change)) {
      return isUnrestricted(object, change) ? Optional.of(RESTRICTED) : Optional.empty();
    }
    return GUARDS.stream()
        .filter(guard -> guard.covers(kind, software(before), change))
        .findFirst()
        .filter(guard -> ContainerFlags.concern(change));
  }

  private static String software(Map<String, Object> object) {
    return object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
        ? String.valueOf(labels.get(Labels.SOFTWARE))
        : "";
  }

  /** Whether a container or a file was added; nothing relied on it before. */
  private static boolean isOfNewElement(Map<String, Object> before, String kind, Change change) {
    if (kind.equals("ConfigMap")) {
      return change.before() == null;
    }
    return PODS.contains(kind)
        && change.isUnder(path(CONTAINER))
        && !containerNames(before).contains(change.path().get(4));
  }

  /** Whether a new container may gain privileges; its name is the one change that it must have. */
  private static boolean isUnrestricted(PatchedObject object, Change change) {
    return PODS.contains(object.kind())
        && change.isUnder(path(CONTAINER + "/name"))
        && containers(object.content()).stream()
            .filter(container -> container.get("name").equals(change.after()))
            .noneMatch(
                container ->
                    container.get("securityContext") instanceof Map<?, ?> security
                        && Boolean.FALSE.equals(security.get("allowPrivilegeEscalation")));
  }

  private static List<String> containerNames(Map<String, Object> object) {
    return containers(object).stream().map(each -> "[" + each.get("name") + "]").toList();
  }

  private static List<Map<?, ?>> containers(Map<String, Object> object) {
    return object.get("spec") instanceof Map<?, ?> spec
            && spec.get("template") instanceof Map<?, ?> template
            && template.get("spec") instanceof Map<?, ?> pod
            && pod.get("containers") instanceof List<?> containers
        ? containers.stream()
            .filter(each -> each instanceof Map<?, ?> map && map.containsKey("name"))
            .<Map<?, ?>>map(each -> (Map<?, ?>) each)
            .toList()
        : List.of();
  }

  private static void servers() {
    Set<String> deployment = Set.of("Deployment");
    guard(
        deployment,
        Labels.OVMS,
        "/spec/replicas",
        "an autoscaler of this server sets the replicas too, and each apply sets them back; the"
            + " checks of quotas and of minReplicas do not see this count",
        "Use .replicas(..) without an autoscaler, and .replicas(min, max) of the autoscaler with"
            + " one.");
    String flags =
        "the signal, its upper bound, the ports and the exported metrics are computed from the flags"
            + " that this library writes: streams, infer requests, workers and metrics";
    guard(deployment, Labels.OVMS, CONTAINER + "/args", flags, "Use the options of the builder.");
    guard(deployment, Labels.OVMS, CONTAINER + "/command", flags, "Use the image's entrypoint.");
    guard(
        deployment,
        Labels.OVMS,
        CONTAINER + "/image",
        "the flags, the metrics and the checks are those of the version that .image(..) names",
        "Use .image(OvmsImage.of(..)).");
    for (String amount : List.of("limits", "requests")) {
      guard(
          deployment,
          Labels.OVMS,
          CONTAINER + "/resources/" + amount + "/cpu",
          "streams and inference threads were checked against the CPU limit of .resources(..)",
          "Use .resources(Resources.cpu(..)).");
    }
    guard(
        Set.of("ConfigMap"),
        Labels.OVMS,
        "/data",
        "the signal, its upper bound, the dashboard and the alerts are computed from the streams,"
            + " infer requests, models and metrics that this file had",
        "Use the options of Model, and .metrics(..); else check them against the file.");
    for (String part :
        List.of(
            "deployment_parameters",
            "service_parameters",
            "models_settings",
            "server_settings",
            "image_name")) {
      guard(
          Set.of("ModelServer"),
          "",
          "/spec/" + part,
          "the signal, the ports and the replicas of the autoscaler are computed from the options"
              + " that this field was written from",
          BY_OPTIONS + "the autoscaler and the dashboard against it.");
    }
  }

  private static void pods() {
    for (String field :
        List.of(
            "/securityContext",
            "/hostNetwork",
            "/hostPID",
            "/hostIPC",
            "/containers/[]/securityContext")) {
      guard(PODS, "", POD + field, RESTRICTED.reason(), RESTRICTED.fix());
    }
    guard(
        PODS,
        "",
        CONTAINER + "/ports",
        "Services, NetworkPolicies, probes and scrape jobs refer to these ports by name and number",
        "Use .ports(..) where the builder has it; a new port is best added, not changed.");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      guard(
          PODS,
          "",
          CONTAINER + "/" + probe,
          "probes are set so that loading models and a full queue restart no pod, and that only pods"
              + " that serve count for the autoscaler",
          BY_OPTIONS + "that a busy pod passes the probe.");
    }
    for (String field : List.of("/terminationGracePeriodSeconds", "/containers/[]/lifecycle")) {
      guard(
          PODS,
          "",
          POD + field,
          "a pod that ends finishes its requests within the grace period, and takes them until it is"
              + " out of every endpoint list",
          "Use .maxRequestDuration(..) of the server.");
    }
    guard(
        PODS,
        "",
        POD + "/serviceAccountName",
        "RoleBindings and cloud identities of the pods name the ServiceAccount that was here",
        "Use .serviceAccount(..).");
    for (String software : List.of("prometheus", "prometheus-adapter")) {
      guard(
          PODS,
          software,
          CONTAINER + "/args",
          "ports, URLs and intervals that other constructs use, and the lag budget, follow from these"
              + " flags",
          "Use the options of the builder; a new flag can be appended.");
    }
    guard(
        PODS,
        "",
        CONTAINER + "/name",
        "alerts and dashboards name this container",
        "Add a container instead.");
    guard(
        PODS,
        "",
        "/spec/template/metadata/annotations/prometheus.io~1scrape",
        "the pods are scraped already: another job would count each request twice",
        "Leave the annotation out.");
  }

  private static void monitoring() {
    String scraped =
        "the signal, its averaging window and the lag budget rely on how servers are scraped: port,"
            + " interval and the labels namespace and pod";
    for (String field :
        List.of("endpoints", "podMetricsEndpoints", "selector", "namespaceSelector", "jobLabel")) {
      guard(MONITORS, "", "/spec/" + field, scraped, "Use .scrapeInterval(..) or .scrape(..).");
    }
    guard(
        Set.of("ConfigMap"),
        "prometheus",
        "/data",
        scraped + "; rule files of alerts that are added later are not named in it",
        "Use .scrapeInterval(..) and .scrape(..); for further jobs, run a Prometheus of your own with"
            + " .existing(..).");
    for (String field :
        List.of(
            "scrapeInterval",
            "evaluationInterval",
            "serviceMonitorSelector",
            "serviceMonitorNamespaceSelector",
            "podMonitorSelector",
            "podMonitorNamespaceSelector",
            "ruleSelector",
            "ruleNamespaceSelector")) {
      guard(Set.of("Prometheus"), "", "/spec/" + field, scraped, "Use .scrapeInterval(..).");
    }
    guard(
        Set.of("PrometheusRule", "Rules"),
        "",
        "/spec/groups",
        "an alert that is changed here is not the one that its runbook and the checks are about",
        "Use the options of Alerts; a rule of your own fits into another PrometheusRule.");
  }

  private static void scaling() {
    Set<String> autoscalers = Set.of("HorizontalPodAutoscaler", "ScaledObject");
    for (String field : List.of("metrics", "triggers")) {
      guard(
          autoscalers,
          "",
          "/spec/" + field,
          "that the target can be reached, the alerts and the dashboard were computed for the metric"
              + " and target that were here",
          "Use .signal(..) and .ratio(..).");
    }
    for (String field :
        List.of(
            "minReplicas",
            "maxReplicas",
            "minReplicaCount",
            "maxReplicaCount",
            "idleReplicaCount")) {
      guard(
          autoscalers,
          "",
          "/spec/" + field,
          "quotas, alerts and the dashboard use the replicas that .replicas(..) was given",
          "Use .replicas(min, max).");
    }
    for (String field :
        List.of("behavior", "advanced", "pollingInterval", "cooldownPeriod", "fallback")) {
      guard(
          autoscalers,
          "",
          "/spec/" + field,
          "the lag budget and the averaging window were computed for the behavior that was here",
          "Use .behavior(..), or the options of Keda.");
    }
    guard(
        Set.of("ConfigMap"),
        "prometheus-adapter",
        "/data",
        "autoscalers get their metric by the rules in this file; rules of autoscalers that are added"
            + " later are not in it",
        "Use .rule(..) and .rules(..).");
    guard(
        Set.of("APIService"),
        "",
        "/spec",
        "the API server reaches the adapter, and verifies it, by these fields",
        "Use .tls(..).");
  }

  private static void network() {
    guard(
        Set.of("NetworkPolicy"),
        "",
        "/spec",
        "scraping, queries, the metrics API and downloads rely on what this policy lets through, and"
            + " isolation on what it does not",
        "Use .clients(..), .network(..) and .mesh(..); a further NetworkPolicy can only add traffic.");
    guard(
        Set.of("Service"),
        "",
        "/spec/ports",
        "URLs, ServiceMonitors and NetworkPolicies of other constructs name these ports",
        "Use .ports(..); a new port is best added, not changed.");
    for (String field : List.of("rules", "roleRef", "subjects")) {
      guard(
          Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"),
          "",
          "/" + field,
          "pods of this library call the Kubernetes API with exactly these permissions",
          "Bind a further role to their ServiceAccount.");
    }
    for (String mark :
        List.of(
            "labels/pod-security.kubernetes.io~1enforce",
            "labels/istio-injection",
            "labels/istio.io~1dataplane-mode",
            "labels/istio.io~1rev",
            "annotations/linkerd.io~1inject")) {
      guard(
          Set.of("Namespace"),
          "",
          "/metadata/" + mark,
          "the pods and NetworkPolicies of this library were written for the service mesh and the Pod"
              + " Security Standard that the namespace had",
          "Use .mesh(..).");
    }
  }

  private static void guard(
      Set<String> kinds, String software, String path, String reason, String fix) {
    GUARDS.add(new Guard(kinds, software, path(path), reason, fix));
  }

  private static List<String> path(String text) {
    return JsonPointer.parse(text).segments();
  }
}
