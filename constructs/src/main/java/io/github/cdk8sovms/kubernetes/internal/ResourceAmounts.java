package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The amounts of {@link Resources}, by resource name.
 *
 * @param requests what the scheduler reserves on a node
 * @param limits what a container cannot exceed
 */
public record ResourceAmounts(Map<String, Quantity> requests, Map<String, Quantity> limits) {
  public static final Link<Resources, ResourceAmounts> LINK = new Link<>();

  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final Set<String> NATIVE = Set.of(CPU, MEMORY, Resources.EPHEMERAL_STORAGE);
  private static final BigDecimal MOST_CORES = new BigDecimal("500000");
  private static final Quantity SMALLEST_MEMORY = Quantity.of("1Mi");

  /** Copies both maps, keeping their order. */
  public ResourceAmounts {
    requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  /** Returns the amounts of resources. */
  public static ResourceAmounts of(Resources resources) {
    return LINK.of(resources);
  }

  /** Checks every amount. */
  public void check(Findings findings, String option) {
    requests.forEach((resource, amount) -> amount.check(findings, option + "." + resource));
    requests.keySet().stream()
        .filter(resource -> !NATIVE.contains(resource))
        .forEach(resource -> requireDevice(findings, option, resource));
    requireSensibleMemory(findings, option);
    requireSensibleCpu(findings, option);
    limits.forEach(
        (resource, limit) -> {
          if (!limit.equals(requests.get(resource))) {
            limit.check(findings, option + "." + resource + "Limit");
            requireAtLeastRequest(findings, option, resource, limit);
          }
        });
  }

  private static void requireDevice(Findings findings, String option, String resource) {
    findings.require(
        Labels.isQualified(resource),
        FindingCode.INVALID_NAME,
        option + ".device",
        Findings.quote(resource)
            + " is not a resource of a device plugin; it must be a domain, '/' and a name",
        "Write a resource such as \"gpu.intel.com/i915\".");
  }

  /** No node has more cores than this; the unit is usually a typing error for millicores. */
  private void requireSensibleCpu(Findings findings, String option) {
    for (Map<String, Quantity> amounts : List.of(requests, limits)) {
      Quantity cpu = amounts.get(CPU);
      findings.require(
          cpu == null || !cpu.isValid() || cpu.amount().compareTo(MOST_CORES) <= 0,
          FindingCode.INVALID_QUANTITY,
          option + (amounts == requests ? "." + CPU : ".cpuLimit"),
          Findings.quote(cpu == null ? "" : cpu.text())
              + " is more cores than any cluster has; \"M\" means millions, and \"m\" thousandths",
          "Write a quantity such as \"500m\" or \"4\".");
    }
  }

  private void requireSensibleMemory(Findings findings, String option) {
    Quantity memory = requests.getOrDefault(MEMORY, SMALLEST_MEMORY);
    findings.require(
        !memory.isValid()
            || memory.amount().signum() == 0
            || memory.amount().compareTo(SMALLEST_MEMORY.amount()) >= 0,
        FindingCode.INVALID_QUANTITY,
        option + "." + MEMORY,
        Findings.quote(memory.text())
            + " is less memory than any program needs; \"m\" means thousandths of a byte",
        "Write a quantity such as \"512Mi\".");
  }

  private void requireAtLeastRequest(
      Findings findings, String option, String resource, Quantity limit) {
    Quantity request = requests.get(resource);
    if (request.isValid() && limit.isValid()) {
      findings.require(
          limit.amount().compareTo(request.amount()) >= 0,
          FindingCode.INVALID_QUANTITY,
          option + "." + resource + "Limit",
          Findings.quote(limit.text())
              + " is below the request of "
              + Findings.quote(request.text()),
          "Raise the limit, or lower the request.");
    }
  }
}
