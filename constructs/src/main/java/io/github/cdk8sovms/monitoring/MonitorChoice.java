package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Labels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import org.jspecify.annotations.Nullable;

/**
 * By which monitors a Prometheus is told what to scrape, and which of them it takes up.
 *
 * @param stated their kind, if it was said
 * @param release the Helm release that they are labelled with, if any
 * @param scope whose monitors are taken up
 */
record MonitorChoice(@Nullable Monitors stated, @Nullable String release, MonitorScope scope) {
  static final MonitorChoice DEFAULT = new MonitorChoice(null, null, MonitorScope.ALL_NAMESPACES);

  MonitorChoice of(Monitors kind) {
    return new MonitorChoice(kind, release, scope);
  }

  MonitorChoice labelled(String helmRelease) {
    return new MonitorChoice(stated, helmRelease, scope);
  }

  MonitorChoice within(MonitorScope other) {
    return new MonitorChoice(stated, release, other);
  }

  /** The kind that was said, or else the one that goes with who runs the Prometheus. */
  Monitors kind(PrometheusMode mode) {
    return stated == null ? mode.defaultMonitors() : stated;
  }

  /** The kind that was said, or else another. */
  Monitors kindOr(Monitors other) {
    return stated == null ? other : stated;
  }

  /**
   * Checks that there is a reader for the monitors, and that they reach the servers.
   *
   * @param namespace the namespace of the Prometheus
   */
  void check(Findings findings, PrometheusMode mode, String namespace, ScrapedServers servers) {
    Monitors kind = kind(mode);
    findings.require(
        mode != PrometheusMode.STANDALONE || kind == Monitors.NONE,
        FindingCode.MONITORS,
        "monitors",
        quote(kind) + " has no effect: without an operator nobody reads monitors",
        "Add .operator() or .existing(url), or leave .monitors(..) out.");
    findings.require(
        mode != PrometheusMode.OPERATOR || kind.areOfOperator(),
        FindingCode.MONITORS,
        "monitors",
        quote(kind) + " leaves a Prometheus of the operator without anything to scrape",
        "Use Monitors.POD_MONITOR or Monitors.SERVICE_MONITOR.");
    if (release != null) {
      Labels.checkValue(findings, "release", release);
      findings.require(
          kind.areOfOperator(),
          FindingCode.MONITORS,
          "release",
          quote(release) + " labels monitors of the operator, and there are none",
          "Add .monitors(Monitors.POD_MONITOR), or leave .release(..) out.");
    }
    findings.require(
        mode != PrometheusMode.OPERATOR
            || scope == MonitorScope.ALL_NAMESPACES
            || servers.areAllIn(namespace),
        FindingCode.MONITORS,
        "monitorScope",
        quote(scope)
            + " takes up monitors of "
            + quote(namespace)
            + " only, but servers are in other namespaces",
        "Use MonitorScope.ALL_NAMESPACES.");
  }
}
