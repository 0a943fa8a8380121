package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.stream.IntStream;
import org.cdk8s.plus34.k8s.PodResourceClaim;
import org.cdk8s.plus34.k8s.ResourceClaim;
import org.cdk8s.plus34.k8s.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/**
 * A device from a driver of dynamic resource allocation (DRA), in place of a device plugin. The
 * container of OVMS gets all devices of the claim. The device of the model is a text, because
 * {@link Device#gpu} and {@link Device#npu} request those of the plugin.
 *
 * <pre>{@code
 * OvmsModelServer.Builder.create(chart, "resnet")
 *     .kubernetes(KubernetesVersion.of("1.34"))
 *     .image(OvmsImage.of("2026.3.1").withDrivers())
 *     .model(
 *         Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
 *             .device(Device.of("GPU"))
 *             .streams(2))
 *     .deviceClaim(DeviceClaim.template("intel-gpu"));
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/">Dynamic
 *     resource allocation</a>
 */
public final class DeviceClaim {
  private static final KubernetesVersion SINCE = KubernetesVersion.of("1.34");
  private static final String OPTION = "deviceClaim";

  private final String name;
  private final boolean isTemplate;

  private DeviceClaim(String name, boolean isTemplate) {
    this.name = name;
    this.isTemplate = isTemplate;
  }

  /**
   * Gives each pod a separate claim.
   *
   * @param existing a ResourceClaimTemplate in the namespace of the server
   */
  public static DeviceClaim template(String existing) {
    return new DeviceClaim(Required.nonNull(existing), true);
  }

  /**
   * Shares one claim between all pods, which then run where its devices are.
   *
   * @param existing a ResourceClaim in the namespace of the server
   */
  public static DeviceClaim shared(String existing) {
    return new DeviceClaim(Required.nonNull(existing), false);
  }

  static void check(
      Findings findings, List<DeviceClaim> claims, ServerSpec server, KubernetesVersion version) {
    if (claims.isEmpty()) {
      return;
    }
    claims.forEach(claim -> Names.checkReference(findings, OPTION, claim.name));
    findings.require(
        version.isAtLeast(SINCE),
        FindingCode.KUBERNETES_VERSION,
        OPTION,
        quote(version.text())
            + " has no dynamic resource allocation by default; it is stable since Kubernetes 1.34",
        "Write .kubernetes(KubernetesVersion.of(\"1.34\")) if that is your oldest cluster, or use"
            + " Device.gpu(..), which requests a device of the plugin.");
    server
        .resources()
        .device()
        .ifPresent(
            resource ->
                findings.add(
                    FindingCode.DEVICE_CLAIM,
                    OPTION,
                    quote(resource)
                        + " is requested of a device plugin, besides the claim of a DRA driver",
                    "Write .device(Device.of(\"GPU\")) on the model, and leave .device(..) of the"
                        + " resources out."));
    findings.require(
        server.servables().stream().anyMatch(model -> model.device().isAccelerated()),
        FindingCode.DEVICE_CLAIM,
        OPTION,
        quote(claims.get(0).name) + " is a claim of devices, and no model runs on a GPU or NPU",
        "Leave .deviceClaim(..) out, or add .device(Device.of(\"GPU\")) to the model.");
  }

  /** Returns the claims of a pod; null if there are none, as pods take it. */
  static @Nullable List<PodResourceClaim> ofPod(List<DeviceClaim> claims) {
    return claims.isEmpty()
        ? null
        : IntStream.range(0, claims.size()).mapToObj(i -> claims.get(i).ofPod(i)).toList();
  }

  /** Returns the resources of the container that has the devices of all claims. */
  static ResourceRequirements added(ResourceRequirements own, List<DeviceClaim> claims) {
    return claims.isEmpty()
        ? own
        : ResourceRequirements.builder()
            .requests(own.getRequests())
            .limits(own.getLimits())
            .claims(IntStream.range(0, claims.size()).mapToObj(DeviceClaim::ofContainer).toList())
            .build();
  }

  private PodResourceClaim ofPod(int index) {
    PodResourceClaim.Builder claim = PodResourceClaim.builder().name(nameInPod(index));
    return (isTemplate ? claim.resourceClaimTemplateName(name) : claim.resourceClaimName(name))
        .build();
  }

  private static ResourceClaim ofContainer(int index) {
    return ResourceClaim.builder().name(nameInPod(index)).build();
  }

  private static String nameInPod(int index) {
    return "device-" + index;
  }
}
