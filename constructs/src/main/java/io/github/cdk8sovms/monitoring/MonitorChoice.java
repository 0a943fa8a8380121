package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Labels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import org.jspecify.annotations.Nullable;

/**
 * The monitors that configure the scrapes of a Prometheus, and which monitors it selects.
 *
 * @param configured their kind, if configured
 * @param release the Helm release in their label, if any
 * @param scope the namespaces whose monitors are selected
 */
record MonitorChoice(@Nullable Monitors configured, @Nullable String release, MonitorScope scope) {
  static final MonitorChoice DEFAULT = new MonitorChoice(null, null, MonitorScope.ALL_NAMESPACES);

  MonitorChoice of(Monitors kind) {
    return new MonitorChoice(kind, release, scope);
  }

  MonitorChoice labelled(String helmRelease) {
    return new MonitorChoice(configured, helmRelease, scope);
  }

  MonitorChoice within(MonitorScope other) {
    return new MonitorChoice(configured, release, other);
  }

  /** Returns the configured kind, or the default of the mode. */
  Monitors kind(PrometheusMode mode) {
    return configured == null ? mode.defaultMonitors() : configured;
  }

  /** Returns the configured kind, or another. */
  Monitors kindOr(Monitors other) {
    return configured == null ? other : configured;
  }

  /**
   * Checks that an operator or collector reads the monitors, and that they cover the servers.
   *
   * @param namespace the namespace of the Prometheus
   */
  void check(Findings findings, PrometheusMode mode, String namespace, ScrapedServers servers) {
    Monitors kind = kind(mode);
    findings.require(
        mode != PrometheusMode.STANDALONE || kind == Monitors.NONE,
        FindingCode.MONITORS,
        "monitors",
        quote(kind) + " has no effect: monitors need an operator",
        "Add .operator() or .existing(url), or leave .monitors(..) out.");
    findings.require(
        mode != PrometheusMode.OPERATOR || kind.areOfOperator(),
        FindingCode.MONITORS,
        "monitors",
        quote(kind) + " leaves a Prometheus of the operator without scrape targets",
        "Use Monitors.POD_MONITOR or Monitors.SERVICE_MONITOR.");
    if (release != null) {
      Labels.checkValue(findings, "release", release);
      findings.require(
          kind.areOfOperator(),
          FindingCode.MONITORS,
          "release",
          quote(release) + " is a label for monitors of the operator, and there are none",
          "Add .monitors(Monitors.POD_MONITOR), or leave .release(..) out.");
    }
    findings.require(
        mode != PrometheusMode.OPERATOR
            || scope == MonitorScope.ALL_NAMESPACES
            || servers.areAllIn(namespace),
        FindingCode.MONITORS,
        "monitorScope",
        quote(scope)
            + " selects monitors in "
            + quote(namespace)
            + " only, but servers are in other namespaces",
        "Use MonitorScope.ALL_NAMESPACES.");
  }
}
