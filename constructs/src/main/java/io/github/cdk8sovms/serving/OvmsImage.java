package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image of the model server, with its OVMS version, on which the available features depend.
 *
 * <p>The variant with GPU and NPU drivers is selected automatically if a model uses such a device:
 * upstream publishes it with the tag suffix {@code -gpu}.
 *
 * <pre>{@code
 * OvmsImage.of("2026.3.1")
 * OvmsImage.reference("registry.example.com/ovms:2026.3.1")
 * }</pre>
 */
public final class OvmsImage {
  /** The image in proposed fixes. */
  static final String NEWEST = proposal(OvmsVersion.NEWEST_READ);

  /** Includes the registry: some container runtimes reject short names. */
  private static final String UPSTREAM = "docker.io/openvino/model_server";

  private static final String GPU_SUFFIX = "-gpu";

  /** Other upstream variants, for CPUs only. */
  private static final Pattern VARIANT_WITHOUT_DRIVERS = Pattern.compile(".*-(?:py|nginx-mtls)");

  /** The variant with a different entrypoint ({@code extras/nginx-mtls-auth}). */
  private static final Pattern ANOTHER_PROGRAM =
      Pattern.compile("(?:.*[/:._-])?nginx-mtls(?:[/:._-].*)?", Pattern.DOTALL);

  /** Images of the same publisher with OpenVINO but without the server. */
  private static final Pattern WITHOUT_SERVER =
      Pattern.compile("(?:.*/)?(?:(?:ubuntu|rhel|debian)\\d+_(?:runtime|dev).*|openvino-operator)");

  /** The default tag of container runtimes. */
  private static final String MOVING_TAG = "latest";

  private final String repository;
  private final String tag;
  private final String digest;
  private final String configuredVersion;
  private final boolean configuredDrivers;

  private OvmsImage(
      String repository,
      String tag,
      String digest,
      String configuredVersion,
      boolean configuredDrivers) {
    this.repository = repository;
    this.tag = tag;
    this.digest = digest;
    this.configuredVersion = configuredVersion;
    this.configuredDrivers = configuredDrivers;
  }

  /**
   * Returns the upstream image of a release.
   *
   * @param version the release, such as {@code "2026.3.1"}
   */
  public static OvmsImage of(String version) {
    Required.nonNull(version);
    return new OvmsImage(UPSTREAM, version, "", version, false);
  }

  /**
   * Returns any image, for mirrors and custom builds. The version is parsed from the tag; otherwise
   * set it with {@link #version(String)}.
   *
   * @param image such as {@code "registry.example.com/ovms:2026.3.1"}
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

  /**
   * Returns the same release from another repository, such as {@code "registry.example.com/ovms"}.
   */
  public OvmsImage repository(String mirror) {
    Required.nonNull(mirror);
    return new OvmsImage(mirror, tag, digest, configuredVersion, configuredDrivers);
  }

  /**
   * Returns the same release, pinned by digest.
   *
   * @param sha256 such as {@code "sha256:0123…"}; for a GPU or NPU, that of the -gpu variant, with
   *     {@link #withDrivers()}
   */
  public OvmsImage digest(String sha256) {
    Required.nonNull(sha256);
    return new OvmsImage(repository, tag, "@" + sha256, configuredVersion, configuredDrivers);
  }

  /** Sets the OVMS version of an image without a version tag. */
  public OvmsImage version(String version) {
    Required.nonNull(version);
    return new OvmsImage(repository, tag, digest, version, configuredDrivers);
  }

  /**
   * Declares that the image has GPU and NPU drivers, for custom builds or the digest of a -gpu
   * variant. Its tag is then used unchanged.
   */
  public OvmsImage withDrivers() {
    return new OvmsImage(repository, tag, digest, configuredVersion, true);
  }

  /** Returns the OVMS version; empty if unknown, which a server's {@code build()} rejects. */
  Optional<OvmsVersion> version() {
    return OvmsVersion.parse(configuredVersion);
  }

  /** Returns the image for a pod. A digest is used unchanged: it identifies one variant. */
  String text(boolean withAccelerators) {
    String written = tag.isEmpty() && digest.isEmpty() ? MOVING_TAG : tag;
    boolean addSuffix =
        withAccelerators && digest.isEmpty() && !configuredDrivers && !written.endsWith(GPU_SUFFIX);
    return repository
        + (written.isEmpty() ? "" : ":" + written)
        + (addSuffix ? GPU_SUFFIX : "")
        + digest;
  }

  /**
   * Checks that the image has drivers for the devices.
   *
   * @param devices the devices of the models
   */
  void checkDrivers(Findings findings, List<String> devices) {
    if (configuredDrivers || tag.endsWith(GPU_SUFFIX)) {
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
            + " is pinned, and is not declared to have the drivers of "
            + quote(devices),
        "Pin the digest of the variant -gpu, and add .withDrivers().");
  }

  private boolean isMoving() {
    return digest.isEmpty()
        && (tag.isEmpty() || tag.equals(MOVING_TAG) || tag.equals(MOVING_TAG + GPU_SUFFIX));
  }

  /** Returns the code for an image, for a report. */
  static String proposal(OvmsVersion version) {
    return "OvmsImage.of(\"%s\")".formatted(version);
  }

  /**
   * Checks the image by itself.
   *
   * @param proposed the version that reports propose
   */
  void check(Findings findings, OvmsVersion proposed) {
    findings.require(
        !ANOTHER_PROGRAM.matcher(repository + ":" + tag).matches(),
        FindingCode.IMAGE_VARIANT,
        "image",
        quote(text(false))
            + " runs nginx in front of OVMS: it takes different arguments, and requires client"
            + " certificates for probes and scrapes",
        "Use " + NEWEST + ", and terminate TLS at an ingress or in a mesh.");
    findings.require(
        !WITHOUT_SERVER.matcher(repository).matches(),
        FindingCode.IMAGE_VARIANT,
        "image",
        quote(text(false)) + " does not contain OpenVINO Model Server",
        "Use " + NEWEST + ", or an image that was built from it.");
    ImageReference.of(text(false)).checkSyntax(findings, "image");
    Optional<OvmsVersion> version = version();
    findings.require(
        version.isPresent(),
        FindingCode.VERSION_UNKNOWN,
        "image",
        quote(text(false))
            + " has no recognizable OVMS version, and the metrics for autoscaling depend on it",
        "Use %s, or set the version with .version(\"%s\")."
            .formatted(proposal(proposed), proposed));
    Optional<OvmsVersion> tagged = OvmsVersion.parse(tag);
    findings.require(
        version.isEmpty() || tagged.isEmpty() || tagged.equals(version),
        FindingCode.CONTRADICTION,
        "image",
        quote(text(false))
            + " contains the version, and "
            + quote(configuredVersion)
            + " is a different one",
        "Leave .version(..) out, or write the tag of the intended image.");
    findings.require(
        version.isEmpty() || !isMoving(),
        FindingCode.VERSION_MAY_CHANGE,
        "image",
        quote(text(false))
            + " is OVMS "
            + configuredVersion
            + " only until the tag is moved; version-dependent settings would then be wrong",
        "Pin it: .digest(\"sha256:…\"), or a tag of one release.");
    findings.require(
        version.isEmpty() || version.get().hasMetrics(),
        FindingCode.VERSION_TOO_OLD,
        "image",
        quote(text(false)) + " has no metrics to scale on; they require OVMS 2022.2",
        "Use a newer image, such as " + NEWEST + ".");
  }
}
