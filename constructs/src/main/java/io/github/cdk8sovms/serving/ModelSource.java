package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;

/**
 * Where the files of a model come from. OVMS expects a directory with one sub-directory a version:
 * {@code resnet50/1/model.xml}.
 */
public sealed interface ModelSource permits CloudStorage, ClaimedVolume, HttpsFiles, ImageVolume {

  /**
   * A directory in cloud storage, read by the server itself, which copies all models and all
   * versions that it serves to the node: {@link OvmsModelServer.Builder#downloadLimit(String)} says
   * how much they may take. Say how it authenticates: {@code .credentials(..)}, {@code
   * .identity(..)} or {@code .anonymous()}.
   *
   * @param uri {@code s3://}, {@code gs://}, {@code az://} or {@code azfs://}
   */
  static CloudStorage of(String uri) {
    Required.nonNull(uri);
    return new CloudStorage(uri, new StorageAccess.Unstated(), "", "");
  }

  /**
   * A directory on a volume that exists.
   *
   * @param claim the PersistentVolumeClaim in the server's namespace; whether several nodes can
   *     have its volume at a time is said by {@code .manyNodes()} or {@code .oneNode()}
   * @param path the model's directory on the volume, such as {@code "resnet50"}
   */
  static ClaimedVolume volumeClaim(String claim, String path) {
    Required.nonNull(claim, "claim");
    Required.nonNull(path, "path");
    return new ClaimedVolume(claim, path, VolumeNodes.UNKNOWN);
  }

  /**
   * Files fetched into the pod before the server starts, side by side, as version 1 of the model;
   * see {@link HttpsFiles#version(int)} and {@link HttpsFiles#into(String, String...)}. OVMS itself
   * cannot read https.
   *
   * @param urls one URL a file
   */
  static HttpsFiles https(String... urls) {
    Required.nonNull(urls);
    return HttpsFiles.of(urls);
  }

  /**
   * A directory in a container image, mounted as a volume. Needs Kubernetes 1.35, or 1.33 with the
   * feature gate ImageVolume.
   *
   * @param image such as {@code "registry.example.com/models/resnet50:3"}
   * @param path the model's directory in the image; {@code ""} for its root
   */
  static ImageVolume image(String image, String path) {
    Required.nonNull(image, "image");
    Required.nonNull(path, "path");
    return new ImageVolume(image, path);
  }

  /** Checks what this source says. */
  void check(Findings findings);

  /** Checks what one OVMS version takes and another does not. */
  default void checkFor(OvmsVersion version, Findings findings) {}

  /** The connections by which a pod gets at it; none where the node does that. */
  default List<Traffic> traffic() {
    return List.of();
  }
}
