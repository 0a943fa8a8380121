package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.Volumes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.ImageVolumeSource;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The volumes, mounts and init containers for the models of a server. */
final class ModelVolumes {
  static final String VOLUME_PREFIX = "models-";
  static final String GOOGLE_VOLUME = "google-credentials";

  private final Map<String, Volume> volumes = new LinkedHashMap<>();
  private final List<VolumeMount> mounts = new ArrayList<>();
  private final FileDownloads downloads;

  private final GraphFiles graphs;
  private final StoreWait wait;
  private final Optional<KeyFile> apiKey;
  private final Optional<ModelCache> cache;
  private final String pullPolicy;

  private ModelVolumes(OvmsModelServerSpec spec) {
    this.pullPolicy = spec.server().placement().pods().pullPolicy();
    this.graphs = GraphFiles.of(spec.server(), spec.cacheDirectory());
    this.wait = new StoreWait(spec.server());
    this.apiKey = spec.apiKey();
    this.cache = spec.modelCache();
    this.downloads = new FileDownloads(spec.downloads(), spec.downloadLimit(), pullPolicy);
  }

  /** Collects them from the models of a validated server. */
  static ModelVolumes of(OvmsModelServerSpec spec) {
    ModelVolumes volumes = new ModelVolumes(spec);
    spec.server().servables().forEach(volumes::add);
    return volumes;
  }

  List<Volume> volumes() {
    List<Volume> all = new ArrayList<>(volumes.values());
    all.addAll(downloads.volumes());
    all.addAll(graphs.volumes());
    apiKey.ifPresent(key -> all.add(key.volume()));
    cache.ifPresent(each -> all.add(each.volume()));
    return all;
  }

  List<VolumeMount> mounts() {
    List<VolumeMount> all = new ArrayList<>(mounts);
    all.addAll(downloads.serverMounts());
    all.addAll(graphs.mounts());
    apiKey.ifPresent(key -> all.add(key.mount()));
    cache.ifPresent(each -> all.add(each.mount()));
    return all;
  }

  List<Container> initContainers() {
    return Stream.concat(wait.initContainers(volumes).stream(), downloads.initContainers().stream())
        .toList();
  }

  /** Returns whether init containers download files. */
  boolean hasDownloads() {
    return !downloads.volumes().isEmpty();
  }

  /** Returns checksums and graphs by their key in the server's ConfigMap. */
  Map<String, String> configFiles() {
    Map<String, String> files = new LinkedHashMap<>(downloads.configFiles());
    files.putAll(graphs.files());
    return files;
  }

  private void add(Servable model) {
    ModelSource source = model.source();
    if (source instanceof CloudStorage cloud && cloud.isGoogle() && !cloud.secret().isEmpty()) {
      addGoogleKey(cloud);
    } else if (source instanceof ClaimedVolume claimed) {
      addClaim(model, claimed);
    } else if (source instanceof StoredModel stored) {
      addClaim(model, stored.volume());
    } else if (source instanceof ImageVolume image) {
      Volume volume = volumes.computeIfAbsent("image " + image.image(), key -> image(image));
      mounts.add(mount(volume, model).build());
    } else if (source instanceof HttpsFiles files) {
      downloads.add(model.directory(), files);
    }
  }

  private void addClaim(Servable model, ClaimedVolume claimed) {
    Volume volume = volumes.computeIfAbsent("claim " + claimed.claim(), key -> claim(claimed));
    mounts.add(mount(volume, model).subPath(claimed.path()).build());
  }

  private static VolumeMount.Builder mount(Volume volume, Servable model) {
    return VolumeMount.builder()
        .name(volume.getName())
        .mountPath(BasePath.MOUNTED + model.directory())
        .readOnly(true);
  }

  private Volume claim(ClaimedVolume claimed) {
    return Volume.builder()
        .name(nextVolume())
        .persistentVolumeClaim(
            PersistentVolumeClaimVolumeSource.builder()
                .claimName(claimed.claim())
                .readOnly(true)
                .build())
        .build();
  }

  private Volume image(ImageVolume image) {
    return Volume.builder()
        .name(nextVolume())
        .image(ImageVolumeSource.builder().reference(image.image()).pullPolicy(pullPolicy).build())
        .build();
  }

  private String nextVolume() {
    return VOLUME_PREFIX + volumes.size();
  }

  /** Google's key is a file; credentials of other clouds are environment variables only. */
  private void addGoogleKey(CloudStorage cloud) {
    Volume secret = Volumes.secret(GOOGLE_VOLUME, cloud.secret());
    if (volumes.putIfAbsent("secret " + cloud.secret(), secret) == null) {
      mounts.add(Volumes.readOnly(GOOGLE_VOLUME, CloudCredentials.GOOGLE_DIRECTORY));
    }
  }
}
