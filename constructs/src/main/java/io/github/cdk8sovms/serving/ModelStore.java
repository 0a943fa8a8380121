package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaim;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Models that are fetched once for all pods, instead of once in each pod: repositories of Hugging
 * Face, and directories of cloud storage.
 *
 * <pre>{@code
 * HuggingFace qwen = HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision("5f3d…");
 * ModelStore store = ModelStore.Builder.create(chart, "llms")
 *     .image(OvmsImage.of("2026.3.1"))
 *     .size("20Gi")
 *     .fetch(qwen)
 *     .build();
 * TextGeneration.of("Qwen3-8B", store.files(qwen))
 * }</pre>
 *
 * <p>Classic models come from a bucket in the same way:
 *
 * <pre>{@code
 * CloudStorage resnet = ModelSource.of("s3://models/resnet50").credentials("s3-keys");
 * ModelStore store = ModelStore.Builder.create(chart, "models").size("1Gi").fetch(resnet).build();
 * Model.of("resnet50", store.files(resnet)).streams(4)
 * }</pre>
 *
 * <p>Emits a PersistentVolumeClaim, a Job that fills it with {@code ovms --pull} and {@code rclone
 * copy}, a ServiceAccount without token and a NetworkPolicy. The pod of the Job is the only one
 * with access to the internet or the bucket and with the credentials. Servers mount the claim
 * read-only and wait until their files are complete.
 *
 * <p>The name of the Job ends with a hash of its pod, so that applying the same program again does
 * nothing, and a changed one runs a new Job. It skips what is complete; another revision goes to
 * another directory, so that running servers keep their files.
 *
 * <p>Default: the volume can be mounted on several nodes (ReadWriteMany), which the storage class
 * must support.
 *
 * <p>Refused: OVMS before 2025.4, which converts most repositories with tools that its image does
 * not have (OVMS260); several pods of a server with a volume of one node (OVMS260).
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/pull_hf_models.md">Pull
 *     mode of OVMS</a>
 */
public final class ModelStore extends Component {
  private final ModelStoreSpec spec;
  private final ModelStoreManifest manifest;

  private ModelStore(Placement placement, ModelStoreSpec spec, ModelStoreManifest manifest) {
    super(placement, manifest.objects());
    this.spec = spec;
    this.manifest = manifest;
  }

  private static ModelStore of(ModelStoreSpec spec) {
    return new ModelStore(spec.placement(), spec, ModelStoreManifest.create(spec));
  }

  /**
   * Returns the files of a repository, as the source of a model.
   *
   * @param repository as it was given to {@link Builder#fetch}
   */
  public StoredModel files(HuggingFace repository) {
    Required.nonNull(repository);
    return new StoredModel(
        new ClaimedVolume(spec.claim(), repository.path(), spec.nodes()),
        spec.placement().identity().namespace(),
        spec.placement().identity().name(),
        repository.gguf(),
        repository.draftDirectory(),
        false,
        spec.repositories().contains(repository));
  }

  /**
   * Returns the copy of a directory of cloud storage, as the source of a model.
   *
   * @param directory as it was given to {@link Builder#fetch(CloudStorage)}
   */
  public StoredModel files(CloudStorage directory) {
    return files(directory, "");
  }

  /**
   * Returns a labelled copy of a directory of cloud storage.
   *
   * @param directory and label as they were given to {@link Builder#fetch(CloudStorage, String)}
   * @param label its label
   */
  public StoredModel files(CloudStorage directory, String label) {
    Required.nonNull(directory, "directory");
    Required.nonNull(label, "label");
    BucketCopy copy = new BucketCopy(directory, label);
    return new StoredModel(
        new ClaimedVolume(spec.claim(), copy.path(), spec.nodes()),
        spec.placement().identity().namespace(),
        spec.placement().identity().name(),
        "",
        "",
        true,
        spec.buckets().contains(copy));
  }

  /** Returns the name of the PersistentVolumeClaim. */
  public String claimName() {
    return spec.claim();
  }

  /** Returns the Job. */
  public KubeJob job() {
    return manifest.job().get();
  }

  /** Returns the PersistentVolumeClaim; empty for an existing one. */
  public Optional<KubePersistentVolumeClaim> claim() {
    return manifest.claim().map(ObjectRef::get);
  }

  /** Builds a {@link ModelStore}; see there for an example. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private final List<HuggingFace> repositories = new ArrayList<>();
    private final List<BucketCopy> buckets = new ArrayList<>();
    private ImageReference downloader = PinnedImages.RCLONE;
    private @Nullable OvmsImage image;
    private Optional<Quantity> size = Optional.empty();
    private Optional<String> storageClass = Optional.empty();
    private Optional<String> existingClaim = Optional.empty();
    private Optional<ModelStoreSpec.Token> token = Optional.empty();
    private String endpoint = "";
    private String proxy = "";
    private VolumeNodes nodes = VolumeNodes.MANY;
    private Duration deadline = Duration.ofHours(6);
    private Resources resources = Resources.cpu("1").memory("2Gi");

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a store; the name of its claim defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Sets the image that fetches repositories: that of the servers, so that nodes pull one image.
     * Required for repositories.
     */
    public Builder image(OvmsImage ovms) {
      this.image = Required.nonNull(ovms);
      return this;
    }

    /** Adds a repository. At least one, or one directory, is required. */
    public Builder fetch(HuggingFace repository) {
      repositories.add(Required.nonNull(repository));
      return this;
    }

    /**
     * Adds a directory of cloud storage, with its credentials, which only the Job gets. It is
     * copied once, with all its versions: later changes in the bucket need {@link
     * #fetch(CloudStorage, String)}.
     */
    public Builder fetch(CloudStorage directory) {
      return fetch(directory, "");
    }

    /**
     * Adds a directory of cloud storage. Another label copies it again, beside the copy that
     * running pods use.
     *
     * @param directory as a source of models
     * @param label such as the date of the copy
     */
    public Builder fetch(CloudStorage directory, String label) {
      Required.nonNull(directory, "directory");
      Required.nonNull(label, "label");
      buckets.add(new BucketCopy(directory, label));
      return this;
    }

    /** Sets the image that copies cloud storage. Default: {@link PinnedImages#RCLONE}. */
    public Builder downloaderImage(String rclone) {
      this.downloader = ImageReference.of(Required.nonNull(rclone));
      return this;
    }

    /** Sets the size of the volume, such as {@code "20Gi"}. Required, unless the claim exists. */
    public Builder size(String bytes) {
      Required.nonNull(bytes);
      this.size = Optional.of(Quantity.of(bytes));
      return this;
    }

    /** Sets the storage class. Default: that of the cluster. */
    public Builder storageClass(String name) {
      this.storageClass = Optional.of(Required.nonNull(name));
      return this;
    }

    /** Fills an existing claim of the namespace. Default: a claim of the construct's name. */
    public Builder existingClaim(String name) {
      this.existingClaim = Optional.of(Required.nonNull(name));
      return this;
    }

    /**
     * Declares that one node at a time can mount the volume (ReadWriteOnce). A server then has one
     * pod. Default: several nodes.
     */
    public Builder oneNode() {
      this.nodes = VolumeNodes.ONE;
      return this;
    }

    /** Sets the Secret with a token of Hugging Face, under the key {@code HF_TOKEN}. */
    public Builder token(String secret) {
      Required.nonNull(secret);
      return token(secret, "HF_TOKEN");
    }

    /** Sets the Secret and key with a token of Hugging Face. Default: none. */
    public Builder token(String secret, String key) {
      Required.nonNull(secret, "secret");
      Required.nonNull(key, "key");
      this.token = Optional.of(new ModelStoreSpec.Token(secret, key));
      return this;
    }

    /** Sets a mirror of Hugging Face. Default: {@code https://huggingface.co}. */
    public Builder endpoint(String url) {
      this.endpoint = Required.nonNull(url);
      return this;
    }

    /** Sets a proxy for https, such as {@code "http://proxy.example.com:3128"}. Default: none. */
    public Builder proxy(String url) {
      this.proxy = Required.nonNull(url);
      return this;
    }

    /** Sets how long fetching may take, with all retries. Default: 6 hours. */
    public Builder deadline(Duration longest) {
      this.deadline = Required.nonNull(longest);
      return this;
    }

    /** Sets CPU and memory of the Job. Default: 1 core and 2Gi. */
    public Builder resources(Resources ofPod) {
      this.resources = Required.nonNull(ofPod);
      return this;
    }

    /**
     * Creates the store.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public ModelStore build() {
      return create(this::spec, ModelStore::of);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      spec().check(findings);
    }

    @Override
    protected Builder self() {
      return this;
    }

    private ModelStoreSpec spec() {
      return new ModelStoreSpec(
          placement("model-store", "model-store"),
          repositories,
          buckets,
          downloader,
          Optional.ofNullable(image),
          existingClaim.orElse(name()),
          existingClaim.isPresent(),
          size,
          storageClass,
          nodes,
          token,
          endpoint,
          proxy,
          deadline,
          resources);
    }
  }
}
