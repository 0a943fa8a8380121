package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
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

/** The volumes, mounts, environment variables and init containers for the models of a server. */
final class ModelVolumes {
  static final String MOUNTED = "/models/";
  private static final String GOOGLE_CREDENTIALS = "GOOGLE_APPLICATION_CREDENTIALS";
  static final String VOLUME_PREFIX = "models-";
  static final String GOOGLE_VOLUME = "google-credentials";
  static final String GOOGLE_SECRET_DIRECTORY = "/secrets/google";

  private final Map<String, Volume> volumes = new LinkedHashMap<>();
  private final List<VolumeMount> mounts = new ArrayList<>();
  private final Map<String, Variable> environment = new LinkedHashMap<>();
  private final FileDownloads downloads;

  private final GraphFiles graphs;
  private final StoreWait wait;
  private final Optional<ApiKey> apiKey;
  private final Optional<ModelCache> cache;
  private final String pullPolicy;

  private ModelVolumes(OvmsModelServerSpec spec) {
    this.pullPolicy = spec.server().placement().pods().pullPolicy();
    this.graphs = GraphFiles.of(spec);
    this.wait = new StoreWait(spec);
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

  /** Returns the base path of a model's files. */
  static String basePath(Servable model) {
    ModelSource source = model.source();
    if (source instanceof CloudStorage cloud) {
      return cloud.uri();
    }
    if (source instanceof HttpsFiles) {
      return FileDownloads.directory(model.directory());
    }
    if (source instanceof ImageVolume image && !image.path().isEmpty()) {
      return MOUNTED + model.directory() + "/" + image.path();
    }
    return MOUNTED + model.directory();
  }

  /** Checks that the models' credentials do not conflict in one process. */
  static void checkCredentials(List<Servable> models, Findings findings) {
    Map<String, String> settingOfVariable = new LinkedHashMap<>();
    for (Servable model : models) {
      if (model.source() instanceof CloudStorage cloud) {
        settings(cloud)
            .forEach(
                (variable, setting) -> {
                  String other = settingOfVariable.putIfAbsent(variable, setting);
                  model
                      .in(findings)
                      .require(
                          other == null || other.equals(setting),
                          FindingCode.CREDENTIALS,
                          "source",
                          (setting.isEmpty() ? "nothing" : quote(setting))
                              + " and "
                              + (String.valueOf(other).isEmpty() ? "nothing" : quote(other))
                              + " are configured for "
                              + variable
                              + ", which a server has only once",
                          "Serve the models from two servers, or give both the same credentials,"
                              + " region and endpoint.");
                });
      }
    }
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

  List<Variable> environment() {
    return List.copyOf(environment.values());
  }

  /** The annotations of the ServiceAccount by which clouds give its pods an identity. */
  static Map<String, String> identityAnnotations(List<Servable> models) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (Servable model : models) {
      if (model.source() instanceof CloudStorage cloud
          && cloud.access() instanceof WorkloadIdentity identity) {
        annotations.putAll(identity.annotations());
      }
    }
    return annotations;
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
    if (source instanceof CloudStorage cloud) {
      addEnvironment(cloud);
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
        .mountPath(MOUNTED + model.directory())
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

  private void addEnvironment(CloudStorage cloud) {
    plain("AWS_REGION", cloud.region());
    plain("S3_ENDPOINT", cloud.endpoint());
    if (cloud.access() instanceof WorkloadIdentity identity) {
      addIdentity(identity);
    } else if (!cloud.secret().isEmpty()) {
      addSecret(cloud);
    }
  }

  /** Without these variables OVMS reads anonymously and ignores the identity. */
  private void addIdentity(WorkloadIdentity identity) {
    if (identity instanceof WorkloadIdentity.AwsRole) {
      variable("AWS_PROFILE", "default");
    } else if (identity instanceof WorkloadIdentity.GoogleAccount) {
      variable(GOOGLE_CREDENTIALS, "");
    }
  }

  private void addSecret(CloudStorage cloud) {
    cloud.requiredKeys().forEach(key -> fromSecret(key, cloud.secret(), false));
    if (cloud.isS3()) {
      fromSecret("AWS_SESSION_TOKEN", cloud.secret(), true);
    }
    if (cloud.isGoogle()) {
      variable(GOOGLE_CREDENTIALS, GOOGLE_SECRET_DIRECTORY + "/" + CloudStorage.GOOGLE_KEY_FILE);
      if (volumes.putIfAbsent("secret " + cloud.secret(), googleSecret(cloud)) == null) {
        mounts.add(Volumes.readOnly(GOOGLE_VOLUME, GOOGLE_SECRET_DIRECTORY));
      }
    }
  }

  private static Volume googleSecret(CloudStorage cloud) {
    return Volumes.secret(GOOGLE_VOLUME, cloud.secret());
  }

  private void plain(String variable, String value) {
    if (!value.isEmpty()) {
      variable(variable, value);
    }
  }

  private void variable(String variable, String value) {
    environment.put(variable, Variable.of(variable, value));
  }

  private void fromSecret(String variable, String secret, boolean optional) {
    environment.put(
        variable,
        optional
            ? Variable.ofSecretIfThere(variable, secret, variable)
            : Variable.ofSecret(variable, secret, variable));
  }

  private static Map<String, String> settings(CloudStorage cloud) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (cloud.isS3()) {
      settings.put("AWS_REGION", cloud.region());
      settings.put("S3_ENDPOINT", cloud.endpoint());
    }
    String credentials =
        cloud.isGoogle() ? GOOGLE_CREDENTIALS : String.join(" and ", cloud.requiredKeys());
    settings.put(credentials, cloud.access().text());
    return settings;
  }
}
