package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.ContainerResourceMetricSourceV2;
import org.cdk8s.plus34.k8s.MetricSpecV2;
import org.cdk8s.plus34.k8s.MetricTargetV2;
import org.cdk8s.plus34.k8s.ResourceMetricSourceV2;

/**
 * A target for the use of a resource, in percent of its request, from metrics-server.
 *
 * <p>It is that of the server's container only. The utilization of a whole pod has no value if any
 * container has no request, such as a sidecar that a mesh injects.
 *
 * @param resource {@code cpu} or {@code memory}
 * @param percent the target
 */
record Utilization(String resource, int percent) {
  static final String CPU = "cpu";
  static final String MEMORY = "memory";

  private static final int HIGHEST = 1_000;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * Checks it.
   *
   * @param scaled the server; empty if none is given
   */
  void check(Findings findings, Optional<ModelServer> scaled, double tolerance) {
    findings.require(
        percent >= 1 && percent <= HIGHEST,
        FindingCode.UTILIZATION,
        resource,
        quote(percent) + " is not a target in percent of the request; it must be 1 to " + HIGHEST,
        "Write ." + resource + "(80).");
    scaled.ifPresent(server -> checkFor(server, tolerance, findings));
    findings.require(
        !resource.equals(MEMORY),
        FindingCode.MEMORY_STAYS,
        resource,
        quote(percent)
            + " percent may add pods up to the maximum and never remove them: most memory of a pod"
            + " is that of its models, and stays when the load is spread over more pods",
        "Leave .memory(..) out, and limit memory by streams and by the resources of the server.");
  }

  private void checkFor(ModelServer server, double tolerance, Findings findings) {
    Optional<Quantity> request =
        server
            .resources()
            .map(it -> ResourceAmounts.of(it).requests().get(resource))
            .filter(Quantity::isValid);
    findings.require(
        request.isPresent(),
        FindingCode.UTILIZATION,
        resource,
        quote(ServerLink.of(server).scaleTarget().name())
            + " requests no "
            + resource
            + ", so there is nothing to take a percentage of",
        "Add .resources(Resources.cpu(\"4\").memory(\"2Gi\")) to the server.");
    request.ifPresent(it -> checkLimit(findings, server, it, tolerance));
  }

  /** A container cannot use more than its limit, so a higher target is never exceeded. */
  private void checkLimit(
      Findings findings, ModelServer server, Quantity request, double tolerance) {
    Quantity limit = ResourceAmounts.of(server.resources().orElseThrow()).limits().get(resource);
    if (limit == null || !limit.isValid() || request.amount().signum() <= 0) {
      return;
    }
    BigDecimal most =
        limit.amount().multiply(HUNDRED).divide(request.amount(), 0, RoundingMode.DOWN);
    findings.require(
        percent * (1 + tolerance) < most.doubleValue(),
        FindingCode.UTILIZATION,
        resource,
        quote(percent)
            + " percent can never be exceeded by the tolerance of "
            + Math.round(tolerance * 100)
            + " %: the limit is "
            + most
            + " % of the request",
        "Write ." + resource + "(80), or a higher limit than the request.");
  }

  MetricSpecV2 toSpec(ModelServer server) {
    MetricTargetV2 target =
        MetricTargetV2.builder().type("Utilization").averageUtilization(percent).build();
    return ServerLink.of(server)
        .containerName()
        .map(
            container ->
                MetricSpecV2.builder()
                    .type("ContainerResource")
                    .containerResource(
                        ContainerResourceMetricSourceV2.builder()
                            .name(resource)
                            .container(container)
                            .target(target)
                            .build())
                    .build())
        .orElseGet(
            () ->
                MetricSpecV2.builder()
                    .type("Resource")
                    .resource(
                        ResourceMetricSourceV2.builder().name(resource).target(target).build())
                    .build());
  }

  Map<String, Object> toTrigger(ModelServer server) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("value", String.valueOf(percent));
    ServerLink.of(server)
        .containerName()
        .ifPresent(container -> metadata.put("containerName", container));
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("type", resource);
    trigger.put("name", resource);
    trigger.put("metricType", "Utilization");
    trigger.put("metadata", metadata);
    return trigger;
  }
}
