package io.github.cdk8sovms.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings that the pods of every component have. */
public final class PodSettings {
  static final PodSettings DEFAULT = new PodSettings();

  private boolean platformUserIds;
  private boolean isolated = true;
  private PullPolicy imagePullPolicy = PullPolicy.ALWAYS;
  private ClusterNetwork network = ClusterNetwork.standard();
  private Mesh mesh = Mesh.NONE;
  private Scheduling scheduling = Scheduling.ANY;
  private PodMetadata metadata = PodMetadata.NONE;
  private Map<String, String> serviceAccountAnnotations = Map.of();
  private @Nullable String serviceAccount;

  private PodSettings() {}

  private PodSettings with(Consumer<PodSettings> change) {
    PodSettings copy = new PodSettings();
    copy.platformUserIds = platformUserIds;
    copy.isolated = isolated;
    copy.imagePullPolicy = imagePullPolicy;
    copy.network = network;
    copy.mesh = mesh;
    copy.scheduling = scheduling;
    copy.metadata = metadata;
    copy.serviceAccountAnnotations = serviceAccountAnnotations;
    copy.serviceAccount = serviceAccount;
    change.accept(copy);
    return copy;
  }

  PodSettings withPlatformUserIds() {
    return with(copy -> copy.platformUserIds = true);
  }

  PodSettings withPullPolicy(PullPolicy policy) {
    return with(copy -> copy.imagePullPolicy = policy);
  }

  PodSettings withoutNetworkPolicies() {
    return with(copy -> copy.isolated = false);
  }

  PodSettings withNetwork(ClusterNetwork cluster) {
    return with(copy -> copy.network = cluster);
  }

  PodSettings withMesh(Mesh other) {
    return with(copy -> copy.mesh = other);
  }

  PodSettings withScheduling(Scheduling other) {
    return with(copy -> copy.scheduling = other);
  }

  PodSettings withMetadata(PodMetadata other) {
    return with(copy -> copy.metadata = other);
  }

  PodSettings withServiceAccountAnnotations(Map<String, String> annotations) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    return with(copy -> copy.serviceAccountAnnotations = all);
  }

  PodSettings withServiceAccount(String existing) {
    return with(copy -> copy.serviceAccount = existing);
  }

  /** The user, unless the platform chooses. */
  public OptionalInt user(int ofImage) {
    return platformUserIds ? OptionalInt.empty() : OptionalInt.of(ofImage);
  }

  /** When images are pulled, as pods and custom resources take it. */
  public String pullPolicy() {
    return imagePullPolicy.apiValue();
  }

  /** Whether NetworkPolicies restrict the pods to the traffic that is listed. */
  public boolean isolated() {
    return isolated;
  }

  /** Where the cluster has its DNS and its API server. */
  public ClusterNetwork network() {
    return network;
  }

  /** The service mesh of the pods. */
  public Mesh mesh() {
    return mesh;
  }

  /** On which nodes the pods run, and with which priority. */
  public Scheduling scheduling() {
    return scheduling;
  }

  PodMetadata metadata() {
    return metadata;
  }

  /** A service account that exists already; empty if the construct creates its own. */
  public Optional<String> serviceAccount() {
    return Optional.ofNullable(serviceAccount);
  }

  Map<String, String> serviceAccountAnnotations() {
    return serviceAccountAnnotations;
  }
}
