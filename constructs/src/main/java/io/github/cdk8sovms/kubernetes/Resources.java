package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.plus34.k8s.ResourceRequirements;

/**
 * What a container asks of its node.
 *
 * <p>Limits equal requests unless said otherwise: the pod is then of class Guaranteed, the last to
 * be evicted, and its capacity does not depend on its neighbours, which a load signal relies on.
 */
public final class Resources {
  private static final String CPU = "cpu";

  /** The resource of storage on the node. */
  public static final String EPHEMERAL_STORAGE = "ephemeral-storage";

  private static final String MEMORY = "memory";
  private static final Set<String> NATIVE = Set.of(CPU, MEMORY, EPHEMERAL_STORAGE);
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

  /** Lets the container use more CPU than it requests, if the node has some to spare. */
  public Resources cpuLimit(String cores) {
    Required.nonNull(cores);
    return with(CPU, requests.get(CPU).text(), cores);
  }

  /** Takes the CPU limit away: the container may use all idle cores of its node. */
  public Resources withoutCpuLimit() {
    Map<String, Quantity> fewer = new LinkedHashMap<>(limits);
    fewer.remove(CPU);
    return new Resources(new LinkedHashMap<>(requests), fewer);
  }

  /**
   * Sets storage on the node: logs, and what is written to volumes that end with the pod. A pod
   * that uses more than the limit is evicted; without one it may fill the node's disk.
   *
   * @param request bytes that the node must have
   * @param limit bytes that all containers of the pod may use
   */
  public Resources ephemeralStorage(String request, String limit) {
    Required.nonNull(request, "request");
    Required.nonNull(limit, "limit");
    return with(EPHEMERAL_STORAGE, request, limit);
  }

  /**
   * Sets storage on the node that the pod may use, and that the node must have: when the disk runs
   * full, the pod is not among those that are evicted first.
   *
   * @param bytes bytes that all containers of the pod may use
   */
  public Resources ephemeralStorage(String bytes) {
    Required.nonNull(bytes);
    return ephemeralStorage(bytes, bytes);
  }

  /** The same, with storage on the node unless that was set. */
  public Resources orEphemeralStorage(String bytes) {
    Required.nonNull(bytes);
    return requests.containsKey(EPHEMERAL_STORAGE) ? this : ephemeralStorage(bytes);
  }

  /**
   * Requests devices of a device plugin.
   *
   * @param resource the plugin's resource, such as {@code gpu.intel.com/i915}
   * @param count how many
   */
  public Resources device(String resource, int count) {
    Required.nonNull(resource, "resource");
    return with(resource, String.valueOf(count), String.valueOf(count));
  }

  /** What is requested, by resource name. */
  public Map<String, Quantity> requests() {
    return requests;
  }

  /** What the container cannot exceed, by resource name. */
  public Map<String, Quantity> limits() {
    return limits;
  }

  /** The device that is requested, if one is. */
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
    limits.forEach(
        (resource, limit) -> {
          if (!limit.equals(requests.get(resource))) {
            limit.check(findings, option + "." + resource + "Limit");
            requireAtLeastRequest(findings, option, resource, limit);
          }
        });
  }

  /** The resources in the form of a container specification. */
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
            + " is not a resource of a device plugin; it is a domain, '/' and a name",
        "Write a resource such as \"gpu.intel.com/i915\".");
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
