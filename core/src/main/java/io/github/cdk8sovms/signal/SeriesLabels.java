package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;

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
}
