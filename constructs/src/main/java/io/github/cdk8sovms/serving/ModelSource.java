package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;

/**
 * The source of a model's files. OVMS expects a directory with one subdirectory per version: {@code
 * resnet50/1/model.xml}.
 *
 * <pre>{@code
 * ModelSource.of("s3://models/resnet50").credentials("s3")
 * ModelSource.volumeClaim("models", "resnet50").manyNodes()
 * ModelSource.https("https://example.com/resnet50.xml", "https://example.com/resnet50.bin")
 * }</pre>
 */
public abstract sealed class ModelSource extends ByOptions
    permits CloudStorage, ClaimedVolume, HttpsFiles, ImageVolume, StoredModel {

  ModelSource() {}

  /**
   * A directory in cloud storage, read by the server itself, which copies all served models and
   * versions to the node: {@link OvmsModelServer.Builder#downloadLimit(String)} limits their size.
   * Configure its authentication: {@code .credentials(..)}, {@code .identity(..)} or {@code
   * .anonymous()}.
   *
   * @param uri {@code s3://}, {@code gs://}, {@code az://} or {@code azfs://}
   */
  public static CloudStorage of(String uri) {
    Required.nonNull(uri);
    return new CloudStorage(uri, new StorageAccess.Unstated(), "", "");
  }

  /**
   * A directory on an existing volume.
   *
   * @param claim the PersistentVolumeClaim in the server's namespace; set {@code .manyNodes()} if
   *     several nodes can mount its volume at a time, else {@code .oneNode()}
   * @param path the model's directory on the volume, such as {@code "resnet50"}
   */
  public static ClaimedVolume volumeClaim(String claim, String path) {
    Required.nonNull(claim, "claim");
    Required.nonNull(path, "path");
    return new ClaimedVolume(claim, path, VolumeNodes.UNKNOWN);
  }

  /**
   * Files downloaded into the pod before the server starts, in one directory, as version 1 of the
   * model; see {@link HttpsFiles#version(int)} and {@link HttpsFiles#into(String, String...)}. OVMS
   * itself cannot download over https.
   *
   * @param urls one URL per file
   */
  public static HttpsFiles https(String... urls) {
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
  public static ModelSource image(String image, String path) {
    Required.nonNull(image, "image");
    Required.nonNull(path, "path");
    return new ImageVolume(image, path);
  }

  /** Checks the options of this source. */
  abstract void check(Findings findings);

  /** Checks options that depend on the OVMS version. */
  void checkFor(OvmsVersion version, Findings findings) {}

  /** Returns the connections that a pod needs to read it; none if the node does. */
  List<Traffic> traffic() {
    return List.of();
  }
}
