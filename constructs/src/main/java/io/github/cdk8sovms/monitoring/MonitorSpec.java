package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The monitors that configure the scrapes of a Prometheus, and which monitors it selects.
 *
 * @param kind of the monitors
 * @param release the Helm release in their label, if any
 * @param scope the namespaces whose monitors are selected
 */
record MonitorSpec(Monitors kind, Optional<String> release, MonitorScope scope) {

  /** Returns the monitors for collectors that are configured elsewhere. */
  static MonitorSpec of(Monitors kind, @Nullable String release) {
    return new MonitorSpec(kind, Optional.ofNullable(release), MonitorScope.ALL_NAMESPACES);
  }

  /** Checks that the label, if any, is on monitors that the operator selects by it. */
  void check(Findings findings) {
    release.ifPresent(
        label -> {
          Labels.checkValue(findings, "release", label);
          findings.require(
              kind.areOfOperator(),
              FindingCode.MONITORS,
              "release",
              quote(label) + " is a label for monitors of the operator, and there are none",
              "Add .monitors(Monitors.POD_MONITOR), or leave .release(..) out.");
        });
  }

  /**
   * Checks that a Prometheus of the operator selects the monitors of all servers.
   *
   * @param namespace the namespace of the Prometheus
   */
  void checkSelected(Findings findings, String namespace, ScrapedServers servers) {
    findings.require(
        kind.areOfOperator(),
        FindingCode.MONITORS,
        "monitors",
        quote(kind) + " leaves a Prometheus of the operator without scrape targets",
        "Use Monitors.POD_MONITOR or Monitors.SERVICE_MONITOR.");
    findings.require(
        scope == MonitorScope.ALL_NAMESPACES || servers.areAllIn(namespace),
        FindingCode.MONITORS,
        "monitorScope",
        quote(scope)
            + " selects monitors in "
            + quote(namespace)
            + " only, but servers are in other namespaces",
        "Use MonitorScope.ALL_NAMESPACES.");
  }
}
