package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.AddedVolume;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;

/**
 * A volume that is added to the pods of a component, for {@code .mount(..)} or for an {@link
 * ExtraContainer}.
 *
 * <pre>{@code
 * MetricsAdapter.Builder.create(chart, "adapter")
 *     .volume(ExtraVolume.configMap("company-ca", "company-ca"))
 *     .mount("company-ca", "/etc/ssl/company");
 * }</pre>
 *
 * <p>All kinds meet the restricted Pod Security Standard; there is none for a directory of the
 * node. What a volume refers to must exist in the namespace of the component.
 */
public final class ExtraVolume {
  static {
    AddedVolume.LINK.provide(volume -> volume.added);
  }

  private final AddedVolume added;

  private ExtraVolume(String name, AddedVolume.Source source) {
    this.added = new AddedVolume(name, source);
  }

  /**
   * The files of a ConfigMap. A change reaches running pods after about a minute, without a
   * restart.
   *
   * @param name of the volume, unique in the pod
   * @param configMap an existing one
   */
  public static ExtraVolume configMap(String name, String configMap) {
    Required.nonNull(name, "name");
    return new ExtraVolume(
        name, new AddedVolume.OfConfigMap(Required.nonNull(configMap, "configMap")));
  }

  /**
   * The files of a Secret. A change reaches running pods after about a minute, without a restart.
   *
   * @param name of the volume, unique in the pod
   * @param secret an existing one
   */
  public static ExtraVolume secret(String name, String secret) {
    Required.nonNull(name, "name");
    return new ExtraVolume(name, new AddedVolume.OfSecret(Required.nonNull(secret, "secret")));
  }

  /**
   * An empty directory on the disk of the node, which is lost with the pod. Its size is added to
   * the ephemeral storage of the component's container, because Kubernetes evicts a pod whose
   * volumes and logs exceed the limits of its containers.
   *
   * @param name of the volume, unique in the pod
   * @param size bytes, such as {@code "1Gi"}; a pod that exceeds it is evicted
   */
  public static ExtraVolume emptyDir(String name, String size) {
    Required.nonNull(name, "name");
    return new ExtraVolume(
        name, new AddedVolume.Scratch(Quantity.of(Required.nonNull(size, "size")), false));
  }

  /**
   * An empty directory in memory. What is written counts for the memory of the container that
   * writes it, so give it that much more.
   *
   * @param name of the volume, unique in the pod
   * @param size bytes, such as {@code "64Mi"}
   */
  public static ExtraVolume memory(String name, String size) {
    Required.nonNull(name, "name");
    return new ExtraVolume(
        name, new AddedVolume.Scratch(Quantity.of(Required.nonNull(size, "size")), true));
  }

  /**
   * A volume claim that one node at a time can mount (ReadWriteOnce), which is warned of where
   * several pods run or a rollout starts a second one (OVMS239).
   *
   * @param name of the volume, unique in the pod
   * @param claim an existing PersistentVolumeClaim
   */
  public static ExtraVolume claim(String name, String claim) {
    Required.nonNull(name, "name");
    return new ExtraVolume(name, new AddedVolume.OfClaim(Required.nonNull(claim, "claim"), false));
  }

  /**
   * A volume claim that several nodes can mount: ReadOnlyMany or ReadWriteMany.
   *
   * @param name of the volume, unique in the pod
   * @param claim an existing PersistentVolumeClaim
   */
  public static ExtraVolume sharedClaim(String name, String claim) {
    Required.nonNull(name, "name");
    return new ExtraVolume(name, new AddedVolume.OfClaim(Required.nonNull(claim, "claim"), true));
  }

  /**
   * Files of a CSI driver, read-only, such as keys of a vault by the Secrets Store driver, {@code
   * secrets-store.csi.k8s.io}.
   *
   * @param name of the volume, unique in the pod
   * @param driver an installed one
   * @param attributes for the driver, such as {@code secretProviderClass}
   */
  public static ExtraVolume csi(String name, String driver, Map<String, String> attributes) {
    Required.nonNull(name, "name");
    Required.nonNull(driver, "driver");
    return new ExtraVolume(
        name, new AddedVolume.OfDriver(driver, Required.entries(attributes, "attributes")));
  }
}
