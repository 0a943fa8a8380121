package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.kubernetes.Scheduling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Settings that the pods of every component have. */
public final class PodSettings {
  public static final PodSettings DEFAULT = new PodSettings();

  private boolean platformUserIds;
  private boolean isolated = true;
  private PullPolicy imagePullPolicy = PullPolicy.ALWAYS;
  private ClusterNetwork network = ClusterNetwork.standard();
  private Mesh mesh = Mesh.none();
  private Scheduling scheduling = Scheduling.create();
  private PodMetadata metadata = PodMetadata.NONE;
  private Map<String, String> serviceAccountAnnotations = Map.of();
  private PodAdditions additions = PodAdditions.NONE;
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
    copy.additions = additions;
    copy.serviceAccount = serviceAccount;
    change.accept(copy);
    return copy;
  }

  public PodSettings withPlatformUserIds() {
    return with(copy -> copy.platformUserIds = true);
  }

  public PodSettings withPullPolicy(PullPolicy policy) {
    return with(copy -> copy.imagePullPolicy = policy);
  }

  public PodSettings withoutNetworkPolicies() {
    return with(copy -> copy.isolated = false);
  }

  public PodSettings withNetwork(ClusterNetwork cluster) {
    return with(copy -> copy.network = cluster);
  }

  public PodSettings withMesh(Mesh other) {
    return with(copy -> copy.mesh = other);
  }

  public PodSettings withScheduling(Scheduling other) {
    return with(copy -> copy.scheduling = other);
  }

  public PodSettings withMetadata(PodMetadata other) {
    return with(copy -> copy.metadata = other);
  }

  public PodSettings withServiceAccountAnnotations(Map<String, String> annotations) {
    Map<String, String> all = new LinkedHashMap<>(annotations);
    return with(copy -> copy.serviceAccountAnnotations = all);
  }

  public PodSettings withAdditions(UnaryOperator<PodAdditions> addition) {
    return with(copy -> copy.additions = addition.apply(additions));
  }

  public PodSettings withServiceAccount(String existing) {
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

  /** The cluster, as it is configured. */
  public ClusterNetwork cluster() {
    return network;
  }

  /** Where the cluster has its DNS and its API server. */
  public ClusterTraffic network() {
    return ClusterTraffic.LINK.of(network);
  }

  /** The service mesh of the pods. */
  public Mesh mesh() {
    return mesh;
  }

  /** What the mesh changes in objects. */
  public MeshRules meshRules() {
    return MeshRules.of(mesh);
  }

  /** On which nodes the pods run, and with which priority. */
  public Scheduling scheduling() {
    return scheduling;
  }

  /** The same, as pods take it. */
  public PodScheduling podScheduling() {
    return PodScheduling.LINK.of(scheduling);
  }

  /** Containers, volumes and mounts of the user. */
  public PodAdditions additions() {
    return additions;
  }

  public PodMetadata metadata() {
    return metadata;
  }

  /** A service account that exists already; empty if the construct creates its own. */
  public Optional<String> serviceAccount() {
    return Optional.ofNullable(serviceAccount);
  }

  public Map<String, String> serviceAccountAnnotations() {
    return serviceAccountAnnotations;
  }
}
