package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Optional;

/**
 * The image of the model server. It knows its OVMS version, because what works depends on it.
 *
 * <p>The variant with GPU and NPU drivers is chosen by itself when a model asks for such a device:
 * upstream publishes it with the tag suffix {@code -gpu}.
 */
public final class OvmsImage {
  /** With its registry: some container runtimes refuse to guess one. */
  private static final String UPSTREAM = "docker.io/openvino/model_server";

  private static final String GPU_SUFFIX = "-gpu";

  /** What a container runtime takes where no tag is given. */
  private static final String MOVING_TAG = "latest";

  private final String repository;
  private final String tag;
  private final String digest;
  private final String statedVersion;

  private OvmsImage(String repository, String tag, String digest, String statedVersion) {
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
    this.statedVersion = statedVersion;
  }

  /**
   * The upstream image of a release.
   *
   * @param version the release, such as {@code "2026.2.1"}
   */
  public static OvmsImage of(String version) {
    return new OvmsImage(UPSTREAM, version, "", version);
  }

  /**
   * Any image, for mirrors and own builds. The version is read from the tag; if it cannot be, say
   * it with {@link #version(String)}.
   *
   * @param image such as {@code "registry.example.com/ovms:2026.2.1"}
   */
  public static OvmsImage reference(String image) {
    int at = image.indexOf('@');
    String named = at < 0 ? image : image.substring(0, at);
    String digest = at < 0 ? "" : image.substring(at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    String tag = colon < 0 ? "" : named.substring(colon + 1);
    return new OvmsImage(colon < 0 ? named : named.substring(0, colon), tag, digest, tag);
  }

  /** The same release from another repository, such as {@code "registry.example.com/ovms"}. */
  public OvmsImage repository(String mirror) {
    return new OvmsImage(mirror, tag, digest, statedVersion);
  }

  /**
   * The same release, pinned by digest.
   *
   * @param sha256 such as {@code "sha256:0123…"}; for a GPU or NPU, that of the -gpu variant
   */
  public OvmsImage digest(String sha256) {
    return new OvmsImage(repository, tag, "@" + sha256, statedVersion);
  }

  /** States the OVMS version of an image whose tag does not say it. */
  public OvmsImage version(String version) {
    return new OvmsImage(repository, tag, digest, version);
  }

  /** The OVMS version; empty if it is not known, which a server's {@code build()} refuses. */
  public Optional<OvmsVersion> version() {
    return OvmsVersion.parse(statedVersion);
  }

  /** The image for a pod. A digest is taken as it is: it names one variant already. */
  String text(boolean withAccelerators) {
    String written = tag.isEmpty() && digest.isEmpty() ? MOVING_TAG : tag;
    boolean addSuffix = withAccelerators && digest.isEmpty() && !written.endsWith(GPU_SUFFIX);
    return repository
        + (written.isEmpty() ? "" : ":" + written)
        + (addSuffix ? GPU_SUFFIX : "")
        + digest;
  }

  private boolean isMoving() {
    return digest.isEmpty()
        && (tag.isEmpty() || tag.equals(MOVING_TAG) || tag.equals(MOVING_TAG + GPU_SUFFIX));
  }

  void check(Findings findings) {
    ImageReference.of(text(false)).checkSyntax(findings, "image");
    Optional<OvmsVersion> version = version();
    findings.require(
        version.isPresent(),
        FindingCode.VERSION_UNKNOWN,
        "image",
        quote(text(false))
            + " does not say which OVMS version it is, and what autoscaling may rely on differs by"
            + " version",
        "Use OvmsImage.of(\"2026.2.1\"), or state the version with .version(\"2026.2.1\").");
    findings.require(
        version.isEmpty() || !isMoving(),
        FindingCode.VERSION_MAY_CHANGE,
        "image",
        quote(text(false))
            + " is OVMS "
            + statedVersion
            + " only until somebody pushes another; what was decided by version would be wrong"
            + " without a change here",
        "Pin it: .digest(\"sha256:…\"), or a tag of one release.");
    findings.require(
        version.isEmpty() || version.get().hasMetrics(),
        FindingCode.VERSION_TOO_OLD,
        "image",
        quote(text(false)) + " has no metrics to scale on; they came with OVMS 2022.2",
        "Use a newer image, such as OvmsImage.of(\"2026.2.1\").");
  }
}
