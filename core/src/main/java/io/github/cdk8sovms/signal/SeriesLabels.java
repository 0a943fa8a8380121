package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The two labels that identify the pod of a series: its namespace and its name. All queries select
 * pods by them, and aggregate and join on them.
 *
 * @param namespace label with the namespace of the pod
 * @param pod label with the name of the pod
 */
public record SeriesLabels(String namespace, String pod) {
  /**
   * The labels that the Prometheus Operator, Google's and Azure's collectors and this library set.
   */
  public static final SeriesLabels STANDARD = new SeriesLabels("namespace", "pod");

  /**
   * The classic grammar of Prometheus. The adapter and Grafana's variables insert labels into
   * queries unquoted, so the UTF-8 names of Prometheus 3 cannot be used.
   *
   * @see <a href="https://prometheus.io/docs/concepts/data_model/">Data model</a>
   */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,127}");

  /** Labels that OVMS exports, and that Prometheus sets on alerts and histograms. */
  private static final Set<String> TAKEN =
      Set.of(
          "name",
          "version",
          "api",
          "interface",
          "method",
          "protocol",
          "le",
          "quantile",
          "alertname",
          "alertstate",
          "severity",
          "autoscaler",
          "replicaset",
          "horizontalpodautoscaler",
          "condition",
          "status");

  /** Labels that scrapes set to something other than the namespace and the name of a pod. */
  private static final Set<String> OTHER_MEANING =
      Set.of(
          "instance",
          "job",
          "container",
          "endpoint",
          "node",
          "service",
          "app",
          "cluster",
          "exported_instance",
          "exported_job",
          "k8s_pod_uid",
          "k8s_pod_ip",
          "service_name",
          "service_namespace",
          "service_instance_id");

  /** Takes no null. */
  public SeriesLabels {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(pod, "pod");
  }

  /**
   * Returns labels with these names.
   *
   * @param namespace such as {@code kubernetes_namespace}, {@code k8s_namespace_name} or {@code
   *     exported_namespace}
   * @param pod such as {@code kubernetes_pod_name}, {@code k8s_pod_name} or {@code exported_pod}
   */
  public static SeriesLabels of(String namespace, String pod) {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(pod, "pod");
    return new SeriesLabels(namespace, pod);
  }

  /** Returns both names, as a PromQL aggregation or join lists them. */
  public String list() {
    return namespace + ", " + pod;
  }

  /** Returns the names of the namespace and pod labels, in this order. */
  public List<String> names() {
    return List.of(namespace, pod);
  }

  /** Returns the label matcher for a namespace. */
  public String inNamespace(String name) {
    Required.nonNull(name);
    return Query.matcher(namespace, name);
  }

  /** Returns the label matcher for pods with names that fully match a regular expression. */
  public String named(String names) {
    Required.nonNull(names);
    return pod + "=~\"" + names + "\"";
  }

  /**
   * Returns label matchers that select pods.
   *
   * @param namespace the namespace of the pods
   * @param names a regular expression for their names
   */
  public String pods(String namespace, String names) {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(names, "names");
    return inNamespace(namespace) + "," + named(names);
  }

  /** Returns whether these are the default labels. */
  public boolean isStandard() {
    return equals(STANDARD);
  }

  /** Checks the names of an option. */
  public void check(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    checkName(findings, option, namespace);
    checkName(findings, option, pod);
    findings.require(
        !namespace.equals(pod),
        FindingCode.SERIES_LABELS,
        option,
        quote(namespace) + " cannot hold both the namespace and the name of a pod",
        "Write one label for each: SeriesLabels.of(\"kubernetes_namespace\","
            + " \"kubernetes_pod_name\").");
    for (String label : names()) {
      findings.require(
          !OTHER_MEANING.contains(label) && !isSwapped(),
          FindingCode.UNUSUAL_SERIES_LABEL,
          option,
          quote(label)
              + " usually contains something other than the namespace or the name of a pod; then"
              + " no query returns a value",
          "Compare with a series of the store: topk(1, ovms_streams) shows its labels.");
    }
  }

  /** Returns whether the two names are swapped. */
  private boolean isSwapped() {
    return pod.contains("namespace") && !namespace.contains("namespace");
  }

  private static void checkName(Findings findings, String option, String label) {
    findings.require(
        NAME.matcher(label).matches() && !label.startsWith("__") && !TAKEN.contains(label),
        FindingCode.SERIES_LABELS,
        option,
        quote(label)
            + " is not a label for a namespace or pod: letters, digits and '_', not starting with"
            + " a digit or '__', and none that OVMS, Prometheus or alerts set",
        "Write it as the store shows it, such as \"k8s_pod_name\"; dots of OpenTelemetry's"
            + " attributes are '_' there.");
  }
}
