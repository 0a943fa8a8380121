package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * Where OpenVINO keeps models that it compiled for a GPU or NPU, so that the next start loads them
 * instead of compiling: in OVMS' documentation 0.4 instead of 3.5 seconds.
 *
 * <p>Each image and each set of models has its own directory: a blob of another release or another
 * model is never read, and those of earlier ones stay until they are deleted.
 *
 * <pre>{@code
 * OvmsModelServer.Builder.create(chart, "resnet")
 *     .modelCache(ModelCache.volumeClaim("compiled-models"))
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/docs/model_cache.md">Model
 *     cache of OVMS</a>
 */
public final class ModelCache {
  static final String VOLUME = "model-cache";
  static final String DIRECTORY = "/model-cache";

  private final Optional<Quantity> size;
  private final String claim;

  private ModelCache(Optional<Quantity> size, String claim) {
    this.size = size;
    this.claim = claim;
  }

  /**
   * Keeps them in the pod: for containers that restart, and for generative models that are unloaded
   * while idle. A new pod compiles again, so it does not shorten scaling up.
   *
   * @param size limit of the emptyDir, such as {@code "2Gi"}: about the size of the weights. It
   *     counts as ephemeral storage of the pod, which is evicted if it needs more.
   */
  public static ModelCache emptyDir(String size) {
    return new ModelCache(Optional.of(Quantity.of(Required.nonNull(size))), "");
  }

  /**
   * Keeps them on a volume that all pods share: the first pod compiles, later ones load. Pods that
   * start together for the first time all compile.
   *
   * @param claim an existing PersistentVolumeClaim in the namespace of the server with the access
   *     mode ReadWriteMany, writable for the group of the pods, 10001, or 5000 if a model is on a
   *     volume
   */
  public static ModelCache volumeClaim(String claim) {
    return new ModelCache(Optional.empty(), Required.nonNull(claim));
  }

  /** Returns the part of the pod's ephemeral storage; empty for a claim. */
  Optional<Quantity> onNode() {
    return size;
  }

  Volume volume() {
    return size.map(limit -> Volumes.scratch(VOLUME, limit))
        .orElseGet(
            () ->
                Volume.builder()
                    .name(VOLUME)
                    .persistentVolumeClaim(
                        PersistentVolumeClaimVolumeSource.builder().claimName(claim).build())
                    .build());
  }

  VolumeMount mount() {
    return Volumes.writable(VOLUME, DIRECTORY);
  }

  void check(Findings findings) {
    size.ifPresentOrElse(
        limit -> limit.check(findings, "modelCache"),
        () -> Names.checkReference(findings, "modelCache", claim));
  }
}
