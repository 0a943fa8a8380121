package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The source of a model as KServe fetches it: a {@code storageUri}, and a ServiceAccount from which
 * its storage initializer takes credentials. KServe puts the files into {@link #DIRECTORY}.
 *
 * @see <a href="https://github.com/kserve/kserve/blob/v0.20.0/pkg/utils/storage.go">Storage of
 *     KServe 0.20</a>
 */
record KServeStorage(ModelSource source) {
  /** Where KServe mounts the files of a model. */
  static final String DIRECTORY = "/mnt/models";

  private static final String ANNOTATIONS = "serving.kserve.io/s3-";

  /** The directory of an image that KServe mounts; its name is fixed. */
  private static final String DIRECTORY_OF_IMAGE = "models";

  private static final String USE_A_DEPLOYMENT = "or use an OvmsModelServer.";

  /** Returns the {@code storageUri}, of a source that was checked. */
  String uri() {
    if (source instanceof CloudStorage cloud) {
      return cloud.uri();
    }
    if (source instanceof ClaimedVolume claimed) {
      return "pvc://" + claimed.claim() + "/" + claimed.path();
    }
    return "oci+native://" + ((ImageVolume) source).image();
  }

  /** Returns whether an init container of KServe downloads the files into the pod. */
  boolean isDownloaded() {
    return source instanceof CloudStorage;
  }

  /** Returns the Secrets that the ServiceAccount lists, by which KServe finds credentials. */
  List<String> secrets() {
    return source instanceof CloudStorage cloud && !cloud.secret().isEmpty()
        ? List.of(cloud.secret())
        : List.of();
  }

  /**
   * Returns the annotations of the ServiceAccount: the identity, and the settings of S3, which
   * KServe reads there only beside a role of AWS ({@code
   * CreateSecretVolumeAndEnvFromServiceAccount}).
   */
  Map<String, String> annotations() {
    if (!(source instanceof CloudStorage cloud)
        || !(cloud.access() instanceof CloudIdentity identity)) {
      return Map.of();
    }
    Map<String, String> annotations = new LinkedHashMap<>(identity.annotations());
    if (!cloud.region().isEmpty()) {
      annotations.put(ANNOTATIONS + "region", cloud.region());
    }
    if (!cloud.endpoint().isEmpty()) {
      annotations.put(ANNOTATIONS + "endpoint", cloud.endpoint());
      annotations.put(ANNOTATIONS + "usehttps", "0");
    }
    return annotations;
  }

  void check(Findings findings) {
    if (source instanceof CloudStorage cloud) {
      checkCloud(findings, cloud);
    } else if (source instanceof ImageVolume image) {
      require(
          findings,
          image.path().equals(DIRECTORY_OF_IMAGE),
          "source.path",
          quote(image.path()) + " is not the directory that KServe mounts from an image",
          "Put the model into /models of the image and write ModelSource.image(image, \"models\"), "
              + USE_A_DEPLOYMENT);
    } else if (source instanceof HttpsFiles files) {
      cannotFetch(findings, quote(files.urls()) + ": KServe downloads one file or archive");
    } else if (source instanceof StoredModel stored) {
      cannotFetch(
          findings,
          quote(stored.volume().claim()) + ": pods of an InferenceService do not wait for a store");
    }
  }

  private static void checkCloud(Findings findings, CloudStorage cloud) {
    require(
        findings,
        cloud.isS3() || cloud.isGoogle(),
        "source",
        quote(cloud.uri()) + " has no form that KServe reads: it has the account in a URL",
        "Use s3://, gs://, a volume claim or an image, " + USE_A_DEPLOYMENT);
    require(
        findings,
        !cloud.isS3() || !(cloud.access() instanceof StorageAccess.Anonymous),
        "source.anonymous",
        quote(cloud.uri())
            + " is read without credentials only if a Secret of the ServiceAccount says so",
        "Write .credentials(\"public-s3\"): a Secret with the keys of AWS, empty, and the key"
            + " awsAnonymousCredential with the value true.");
    boolean isInSecret = !cloud.secret().isEmpty();
    requireInSecret(findings, isInSecret, "endpoint", cloud.endpoint());
    requireInSecret(findings, isInSecret, "region", cloud.region());
  }

  private static void requireInSecret(
      Findings findings, boolean isInSecret, String option, String value) {
    require(
        findings,
        !isInSecret || value.isEmpty(),
        "source." + option,
        quote(value) + " has no field: KServe reads it from the Secret with the credentials",
        "Leave ."
            + option
            + "(..) out, and add the annotation "
            + ANNOTATIONS
            + option
            + " to the Secret.");
  }

  private static void cannotFetch(Findings findings, String problem) {
    require(
        findings,
        false,
        "source",
        problem,
        "Use s3://, gs://, a volume claim or an image, " + USE_A_DEPLOYMENT);
  }

  private static void require(
      Findings findings, boolean condition, String option, String problem, String fix) {
    findings.require(condition, FindingCode.KSERVE_CANNOT_EXPRESS, option, problem, fix);
  }
}
