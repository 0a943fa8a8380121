package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.plus34.k8s.ResourceRequirements;

/**
 * Resource requests and limits of a container.
 *
 * <p>Limits equal requests by default: the pod then has QoS class Guaranteed, is evicted last, and
 * its capacity does not depend on other pods, as a load signal requires.
 *
 * <pre>{@code
 * Resources.cpu("4").memory("2Gi")
 * }</pre>
 */
public final class Resources {
  private static final String CPU = "cpu";

  /** The resource name of ephemeral storage. */
  public static final String EPHEMERAL_STORAGE = "ephemeral-storage";

  private static final String MEMORY = "memory";
  private static final Set<String> NATIVE = Set.of(CPU, MEMORY, EPHEMERAL_STORAGE);
  private static final BigDecimal MOST_CORES = new BigDecimal("500000");

  private static final Quantity SMALLEST_MEMORY = Quantity.of("1Mi");

  private final Map<String, Quantity> requests;
  private final Map<String, Quantity> limits;

  private Resources(Map<String, Quantity> requests, Map<String, Quantity> limits) {
    this.requests = Collections.unmodifiableMap(requests);
    this.limits = Collections.unmodifiableMap(limits);
  }

  /**
   * Starts with CPU.
   *
   * @param cores cores, such as {@code "4"} or {@code "500m"}
   */
  public static Resources cpu(String cores) {
    Required.nonNull(cores);
    return new Resources(new LinkedHashMap<>(), new LinkedHashMap<>()).with(CPU, cores, cores);
  }

  /**
   * Sets memory.
   *
   * @param bytes bytes, such as {@code "2Gi"}
   */
  public Resources memory(String bytes) {
    Required.nonNull(bytes);
    return with(MEMORY, bytes, bytes);
  }

  /** Sets a CPU limit above the request, for spare CPU of the node. */
  public Resources cpuLimit(String cores) {
    Required.nonNull(cores);
    return with(CPU, requests.get(CPU).text(), cores);
  }

  /** Removes the CPU limit: the container may use all idle cores of its node. */
  public Resources withoutCpuLimit() {
    Map<String, Quantity> fewer = new LinkedHashMap<>(limits);
    fewer.remove(CPU);
    return new Resources(new LinkedHashMap<>(requests), fewer);
  }

  /**
   * Sets ephemeral storage: logs, and data in ephemeral volumes. A pod that exceeds the limit is
   * evicted; without a limit it may fill the node's disk.
   *
   * @param request bytes to request from the node
   * @param limit bytes that all containers of the pod may use
   */
  public Resources ephemeralStorage(String request, String limit) {
    Required.nonNull(request, "request");
    Required.nonNull(limit, "limit");
    return with(EPHEMERAL_STORAGE, request, limit);
  }

  /**
   * Sets request and limit of ephemeral storage: under disk pressure, the pod is not among the
   * first to be evicted.
   *
   * @param bytes bytes that all containers of the pod may use
   */
  public Resources ephemeralStorage(String bytes) {
    Required.nonNull(bytes);
    return ephemeralStorage(bytes, bytes);
  }

  /** Returns the same, with ephemeral storage unless it is set. */
  public Resources orEphemeralStorage(String bytes) {
    Required.nonNull(bytes);
    return requests.containsKey(EPHEMERAL_STORAGE) ? this : ephemeralStorage(bytes);
  }

  /**
   * Requests devices of a device plugin.
   *
   * @param resource the plugin's resource, such as {@code gpu.intel.com/i915}
   * @param count the number of devices
   */
  public Resources device(String resource, int count) {
    Required.nonNull(resource, "resource");
    return with(resource, String.valueOf(count), String.valueOf(count));
  }

  /** Returns the requests, by resource name. */
  public Map<String, Quantity> requests() {
    return requests;
  }

  /** Returns the limits, by resource name. */
  public Map<String, Quantity> limits() {
    return limits;
  }

  /** Returns the requested device, if any. */
  public Optional<String> device() {
    return requests.keySet().stream().filter(Labels::isQualified).findFirst();
  }

  /** Checks every amount. */
  public void check(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
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

  /** Returns the resources in the format of a container spec. */
  public ResourceRequirements toSpec() {
    return ResourceRequirements.builder()
        .requests(ApiValues.quantities(requests))
        .limits(ApiValues.quantities(limits))
        .build();
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

  private Resources with(String resource, String request, String limit) {
    Map<String, Quantity> moreRequests = new LinkedHashMap<>(requests);
    Map<String, Quantity> moreLimits = new LinkedHashMap<>(limits);
    moreRequests.put(resource, Quantity.of(request));
    moreLimits.put(resource, Quantity.of(limit));
    return new Resources(moreRequests, moreLimits);
  }
}
