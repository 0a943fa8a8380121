package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
  static {
    ResourceAmounts.LINK.provide(resources -> resources.amounts);
  }

  private static final String CPU = "cpu";

  /** The resource name of ephemeral storage. */
  public static final String EPHEMERAL_STORAGE = "ephemeral-storage";

  private static final String MEMORY = "memory";

  private final ResourceAmounts amounts;

  private Resources(Map<String, Quantity> requests, Map<String, Quantity> limits) {
    this.amounts = new ResourceAmounts(requests, limits);
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
    return with(CPU, amounts.requests().get(CPU).text(), cores);
  }

  /** Removes the CPU limit: the container may use all idle cores of its node. */
  public Resources withoutCpuLimit() {
    Map<String, Quantity> fewer = new LinkedHashMap<>(amounts.limits());
    fewer.remove(CPU);
    return new Resources(new LinkedHashMap<>(amounts.requests()), fewer);
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
    return amounts.requests().containsKey(EPHEMERAL_STORAGE) ? this : ephemeralStorage(bytes);
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

  /** Returns the requested device, if any. */
  public Optional<String> device() {
    return amounts.requests().keySet().stream().filter(Labels::isQualified).findFirst();
  }

  /** Returns the resources in the format of a container spec. */
  public ResourceRequirements toSpec() {
    return ResourceRequirements.builder()
        .requests(ApiValues.quantities(amounts.requests()))
        .limits(ApiValues.quantities(amounts.limits()))
        .build();
  }

  private Resources with(String resource, String request, String limit) {
    Map<String, Quantity> moreRequests = new LinkedHashMap<>(amounts.requests());
    Map<String, Quantity> moreLimits = new LinkedHashMap<>(amounts.limits());
    moreRequests.put(resource, Quantity.of(request));
    moreLimits.put(resource, Quantity.of(limit));
    return new Resources(moreRequests, moreLimits);
  }
}
