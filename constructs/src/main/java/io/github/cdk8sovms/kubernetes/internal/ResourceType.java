package io.github.cdk8sovms.kubernetes.internal;

/**
 * API version and kind of an object.
 *
 * @param apiVersion group and version, such as {@code monitoring.coreos.com/v1}
 * @param kind the kind, such as {@code ServiceMonitor}
 */
public record ResourceType(String apiVersion, String kind) {

  /** Returns the API group, such as {@code monitoring.coreos.com}; empty for the core group. */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
