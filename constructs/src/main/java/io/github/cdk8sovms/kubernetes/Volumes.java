package io.github.cdk8sovms.kubernetes;

import org.cdk8s.plus34.k8s.ConfigMapVolumeSource;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The volumes that more than one component needs. */
public final class Volumes {

  private Volumes() {}

  /** The files of a ConfigMap. Mounted as a whole: single-file mounts never see a change. */
  public static Volume configMap(String volume, String configMap) {
    return Volume.builder()
        .name(volume)
        .configMap(ConfigMapVolumeSource.builder().name(configMap).build())
        .build();
  }

  /** The files of a Secret. */
  public static Volume secret(String volume, String secret) {
    return Volume.builder()
        .name(volume)
        .secret(SecretVolumeSource.builder().secretName(secret).build())
        .build();
  }

  /** A writable directory that ends with the pod, of limited size: beyond it the pod is evicted. */
  public static Volume scratch(String volume, Quantity limit) {
    return Volume.builder()
        .name(volume)
        .emptyDir(EmptyDirVolumeSource.builder().sizeLimit(ApiValues.quantity(limit)).build())
        .build();
  }

  /** A mount that the container can write to. */
  public static VolumeMount writable(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }

  /** A mount that the container can only read. */
  public static VolumeMount readOnly(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).readOnly(true).build();
  }
}
