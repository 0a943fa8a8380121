package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image of the model server. It knows its OVMS version, because what works depends on it.
 *
 * <p>The variant with GPU and NPU drivers is chosen by itself when a model asks for such a device:
 * upstream publishes it with the tag suffix {@code -gpu}.
 */
public final class OvmsImage {
  /** What proposed fixes write. */
  static final String NEWEST = "OvmsImage.of(\"%s\")".formatted(OvmsVersion.NEWEST_READ);

  /** With its registry: some container runtimes refuse to guess one. */
  private static final String UPSTREAM = "docker.io/openvino/model_server";

  private static final String GPU_SUFFIX = "-gpu";

  /** What upstream builds besides, for processors only. */
  private static final Pattern VARIANT_WITHOUT_DRIVERS = Pattern.compile(".*-(?:py|nginx-mtls)");

  /** The variant whose entrypoint is a wrapper of its own ({@code extras/nginx-mtls-auth}). */
  private static final Pattern ANOTHER_PROGRAM =
      Pattern.compile("(?:.*[/:._-])?nginx-mtls(?:[/:._-].*)?", Pattern.DOTALL);

  /** Images of the same publisher that hold OpenVINO, and no server. */
  private static final Pattern WITHOUT_SERVER =
      Pattern.compile("(?:.*/)?(?:(?:ubuntu|rhel|debian)\\d+_(?:runtime|dev).*|openvino-operator)");

  /** What a container runtime takes where no tag is given. */
  private static final String MOVING_TAG = "latest";

  private final String repository;
  private final String tag;
  private final String digest;
  private final String statedVersion;
  private final boolean statedDrivers;

  private OvmsImage(
      String repository, String tag, String digest, String statedVersion, boolean statedDrivers) {
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
    this.statedVersion = statedVersion;
    this.statedDrivers = statedDrivers;
  }

  /**
   * The upstream image of a release.
   *
   * @param version the release, such as {@code "2026.2.1"}
   */
  public static OvmsImage of(String version) {
    Required.nonNull(version);
    return new OvmsImage(UPSTREAM, version, "", version, false);
  }

  /**
   * Any image, for mirrors and own builds. The version is read from the tag; if it cannot be, say
   * it with {@link #version(String)}.
   *
   * @param image such as {@code "registry.example.com/ovms:2026.2.1"}
   */
  public static OvmsImage reference(String image) {
    Required.nonNull(image);
    int at = image.indexOf('@');
    String named = at < 0 ? image : image.substring(0, at);
    String digest = at < 0 ? "" : image.substring(at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    String tag = colon < 0 ? "" : named.substring(colon + 1);
    return new OvmsImage(colon < 0 ? named : named.substring(0, colon), tag, digest, tag, false);
  }

  /** The same release from another repository, such as {@code "registry.example.com/ovms"}. */
  public OvmsImage repository(String mirror) {
    Required.nonNull(mirror);
    return new OvmsImage(mirror, tag, digest, statedVersion, statedDrivers);
  }

  /**
   * The same release, pinned by digest.
   *
   * @param sha256 such as {@code "sha256:0123…"}; for a GPU or NPU, that of the -gpu variant, and
   *     {@link #withDrivers()} says so
   */
  public OvmsImage digest(String sha256) {
    Required.nonNull(sha256);
    return new OvmsImage(repository, tag, "@" + sha256, statedVersion, statedDrivers);
  }

  /** States the OVMS version of an image whose tag does not say it. */
  public OvmsImage version(String version) {
    Required.nonNull(version);
    return new OvmsImage(repository, tag, digest, version, statedDrivers);
  }

  /**
   * States that the image has the drivers of GPU and NPU, as an own build or the digest of a -gpu
   * variant may. Its tag is then taken as it is.
   */
  public OvmsImage withDrivers() {
    return new OvmsImage(repository, tag, digest, statedVersion, true);
  }

  /** The OVMS version; empty if it is not known, which a server's {@code build()} refuses. */
  public Optional<OvmsVersion> version() {
    return OvmsVersion.parse(statedVersion);
  }

  /** The image for a pod. A digest is taken as it is: it names one variant already. */
  String text(boolean withAccelerators) {
    String written = tag.isEmpty() && digest.isEmpty() ? MOVING_TAG : tag;
    boolean addSuffix =
        withAccelerators && digest.isEmpty() && !statedDrivers && !written.endsWith(GPU_SUFFIX);
    return repository
        + (written.isEmpty() ? "" : ":" + written)
        + (addSuffix ? GPU_SUFFIX : "")
        + digest;
  }

  /**
   * Checks that there are drivers for devices.
   *
   * @param devices what models run on
   */
  void checkDrivers(Findings findings, List<String> devices) {
    if (statedDrivers || tag.endsWith(GPU_SUFFIX)) {
      return;
    }
    findings.require(
        !VARIANT_WITHOUT_DRIVERS.matcher(tag).matches(),
        FindingCode.DEVICE_IMAGE,
        "image",
        quote(text(false)) + " is a variant without the drivers of " + quote(devices),
        "Use " + NEWEST + ", to which -gpu is added; or, if your build has them, .withDrivers().");
    findings.require(
        digest.isEmpty(),
        FindingCode.DEVICE_IMAGE,
        "image",
        quote(text(false))
            + " is pinned, and nothing says that it has the drivers of "
            + quote(devices),
        "Pin the digest of the variant -gpu, and add .withDrivers().");
  }

  private boolean isMoving() {
    return digest.isEmpty()
        && (tag.isEmpty() || tag.equals(MOVING_TAG) || tag.equals(MOVING_TAG + GPU_SUFFIX));
  }

  void check(Findings findings) {
    findings.require(
        !ANOTHER_PROGRAM.matcher(repository + ":" + tag).matches(),
        FindingCode.IMAGE_VARIANT,
        "image",
        quote(text(false))
            + " starts nginx before OVMS: it takes other arguments, and answers probes and scrapes with"
            + " client certificates only",
        "Use " + NEWEST + ", and end TLS at an ingress or in a mesh.");
    findings.require(
        !WITHOUT_SERVER.matcher(repository).matches(),
        FindingCode.IMAGE_VARIANT,
        "image",
        quote(text(false)) + " holds no OpenVINO Model Server",
        "Use " + NEWEST + ", or an image that was built from it.");
    ImageReference.of(text(false)).checkSyntax(findings, "image");
    Optional<OvmsVersion> version = version();
    findings.require(
        version.isPresent(),
        FindingCode.VERSION_UNKNOWN,
        "image",
        quote(text(false))
            + " does not say which OVMS version it is, and what autoscaling may rely on differs by"
            + " version",
        "Use %s, or state the version with .version(\"%s\")."
            .formatted(NEWEST, OvmsVersion.NEWEST_READ));
    Optional<OvmsVersion> tagged = OvmsVersion.parse(tag);
    findings.require(
        version.isEmpty() || tagged.isEmpty() || tagged.equals(version),
        FindingCode.CONTRADICTION,
        "image",
        quote(text(false))
            + " says which version it is, and "
            + quote(statedVersion)
            + " is another",
        "Leave .version(..) out, or write the tag of the image that you mean.");
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
        "Use a newer image, such as " + NEWEST + ".");
  }
}
