package io.github.cdk8sovms.kubernetes;

import java.util.List;
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

/** The volumes that more than one component needs. */
public final class Volumes {
  private static final String API_ACCESS = "serviceaccount";

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

  /**
   * What a program needs to talk to the API server as its ServiceAccount: a token that lasts an
   * hour and is renewed, the cluster's certificate and the namespace. A container that does not
   * mount it has none, other than with automounting, which gives it to every container of the pod.
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
   * The mount of {@link #apiAccess}, where clients of Kubernetes look for it. It is the directory
   * above the one of an automounted token, by which linters tell these.
   */
  public static VolumeMount apiAccessMount(String volume) {
    return readOnly(volume, "/var/run/secrets/kubernetes.io");
  }

  /** A mount that the container can write to. */
  public static VolumeMount writable(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }

  /** A mount that the container can only read. */
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
