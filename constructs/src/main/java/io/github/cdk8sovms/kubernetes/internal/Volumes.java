package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.ConfigMapProjection;
import org.cdk8s.plus34.k8s.ConfigMapVolumeSource;
import org.cdk8s.plus34.k8s.DownwardApiProjection;
import org.cdk8s.plus34.k8s.DownwardApiVolumeFile;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.ObjectFieldSelector;
import org.cdk8s.plus34.k8s.ProjectedVolumeSource;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.ServiceAccountTokenProjection;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.cdk8s.plus34.k8s.VolumeProjection;

/** Volumes of several components. */
public final class Volumes {
  private static final String API_ACCESS = "serviceaccount";

  private Volumes() {}

  /**
   * Returns a volume with the files of a ConfigMap. Mount the whole directory: subPath mounts are
   * not updated.
   */
  public static Volume configMap(String volume, String configMap) {
    return Volume.builder()
        .name(volume)
        .configMap(ConfigMapVolumeSource.builder().name(configMap).build())
        .build();
  }

  /**
   * Returns a volume with some files of a ConfigMap, at other paths.
   *
   * @param pathOfKey the paths in the volume by key, in the order of the manifest
   */
  public static Volume configMap(String volume, String configMap, Map<String, String> pathOfKey) {
    List<KeyToPath> items = new ArrayList<>();
    pathOfKey.forEach((key, path) -> items.add(KeyToPath.builder().key(key).path(path).build()));
    return Volume.builder()
        .name(volume)
        .configMap(ConfigMapVolumeSource.builder().name(configMap).items(items).build())
        .build();
  }

  /** Returns a volume with the files of a Secret. */
  public static Volume secret(String volume, String secret) {
    return Volume.builder()
        .name(volume)
        .secret(SecretVolumeSource.builder().secretName(secret).build())
        .build();
  }

  /** Returns an emptyDir with a size limit: a pod that exceeds it is evicted. */
  public static Volume scratch(String volume, Quantity limit) {
    return Volume.builder()
        .name(volume)
        .emptyDir(EmptyDirVolumeSource.builder().sizeLimit(ApiValues.quantity(limit)).build())
        .build();
  }

  /**
   * Returns a volume for access to the API server as a ServiceAccount: a token that is valid for an
   * hour and renewed, the CA of the cluster, and the namespace. Only containers that mount it have
   * access, unlike with automounting, which affects all containers of the pod.
   */
  public static Volume apiAccess(String volume) {
    return Volume.builder()
        .name(volume)
        .projected(
            ProjectedVolumeSource.builder()
                .sources(
                    List.of(
                        VolumeProjection.builder()
                            .serviceAccountToken(
                                ServiceAccountTokenProjection.builder()
                                    .path(API_ACCESS + "/token")
                                    .expirationSeconds(3600)
                                    .build())
                            .build(),
                        VolumeProjection.builder()
                            .configMap(
                                ConfigMapProjection.builder()
                                    .name("kube-root-ca.crt")
                                    .items(
                                        List.of(
                                            KeyToPath.builder()
                                                .key("ca.crt")
                                                .path(API_ACCESS + "/ca.crt")
                                                .build()))
                                    .build())
                            .build(),
                        VolumeProjection.builder().downwardApi(namespaceFile()).build()))
                .build())
        .build();
  }

  /**
   * Returns the mount of {@link #apiAccess} at the standard path of Kubernetes clients. It is the
   * parent directory of an automounted token, so that linters can distinguish them.
   */
  public static VolumeMount apiAccessMount(String volume) {
    return readOnly(volume, "/var/run/secrets/kubernetes.io");
  }

  /** Returns a writable mount. */
  public static VolumeMount writable(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }

  /** Returns a read-only mount. */
  public static VolumeMount readOnly(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).readOnly(true).build();
  }

  private static DownwardApiProjection namespaceFile() {
    return DownwardApiProjection.builder()
        .items(
            List.of(
                DownwardApiVolumeFile.builder()
                    .path(API_ACCESS + "/namespace")
                    .fieldRef(ObjectFieldSelector.builder().fieldPath("metadata.namespace").build())
                    .build()))
        .build();
  }
}
