package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A directory in cloud storage, which OVMS copies to the node before loading the model.
 *
 * <p>Without credentials OVMS reads S3 and Google Cloud Storage anonymously, regardless of the
 * permissions of the service account or the node, also on GKE, although its documentation says
 * otherwise; this is a warning. Use {@link #anonymous()} for public storage, and {@link
 * #identity(WorkloadIdentity)} for a workload identity. Azure requires credentials.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/using_cloud_storage.md">Cloud
 *     storage</a>
 */
public final class CloudStorage extends ModelSource {
  private static final Pattern URI =
      Pattern.compile(
          "(?:s3|gs|az|azfs)://[A-Za-z0-9][A-Za-z0-9._-]{1,62}+(?:/[A-Za-z0-9._=+@,~-]++)*+/?+");

  private static final Pattern AZURE_CONTAINER = Pattern.compile("[a-z0-9](?:-?[a-z0-9])*+");

  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  /** Object keys have at most 1,024 bytes in every store; scheme and bucket precede them. */
  private static final int LONGEST = 1_024;

  private static final Pattern REGION = Pattern.compile("|[a-z0-9-]{1,40}");

  /** 1 to 65535. */
  private static final String PORT =
      "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

  private static final Pattern ENDPOINT =
      Pattern.compile("|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::" + PORT + ")?");

  /** AWS exchanges the pod's token for credentials at STS. */
  private static final Traffic TOKEN_SERVICE = Traffic.tcp(NetworkPeer.anywhere(), 443);

  /**
   * The metadata server, from which GKE pods get the tokens of their identity.
   *
   * @see <a href="https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy">Ports for
   *     Workload Identity</a>
   */
  private static final List<Traffic> METADATA_SERVER =
      List.of(
          Traffic.tcp(NetworkPeer.addresses("169.254.169.254/32"), 80),
          Traffic.tcp(NetworkPeer.addresses("169.254.169.252/32"), 988));

  /** The key of a Google service account file in its Secret. */
  static final String GOOGLE_KEY_FILE = "gcp-creds.json";

  private final String uri;
  private final StorageAccess access;
  private final String region;
  private final String endpoint;

  /** Removes a trailing slash: with one, OVMS reads nothing from Azure. */
  CloudStorage(String uri, StorageAccess access, String region, String endpoint) {
    this.uri = ModelDirectory.withoutSlash(uri);
    this.access = access;
    this.region = region;
    this.endpoint = endpoint;
  }

  /**
   * Reads credentials from a Secret in the server's namespace, with the key names of OVMS. S3: keys
   * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and optionally {@code
   * AWS_SESSION_TOKEN}; Google: {@code gcp-creds.json}; Azure: {@code
   * AZURE_STORAGE_CONNECTION_STRING}.
   */
  public CloudStorage credentials(String secretName) {
    Required.nonNull(secretName);
    return new CloudStorage(
        uri,
        secretName.isEmpty()
            ? new StorageAccess.Unstated()
            : access.and(new StorageAccess.SecretKeys(secretName)),
        region,
        endpoint);
  }

  /** Uses the workload identity of the server's ServiceAccount. */
  public CloudStorage identity(WorkloadIdentity identity) {
    Required.nonNull(identity);
    return new CloudStorage(uri, access.and(identity.access()), region, endpoint);
  }

  /**
   * Reads a public bucket without credentials. OVMS does this by default; setting it explicitly
   * avoids the warning. Not for Azure, and not for an S3-compatible service in the cluster: see
   * {@link #endpoint(String)}.
   */
  public CloudStorage anonymous() {
    return new CloudStorage(uri, access.and(new StorageAccess.Anonymous()), region, endpoint);
  }

  /** Sets the region of an S3 bucket. */
  public CloudStorage region(String name) {
    Required.nonNull(name);
    return new CloudStorage(uri, access, name, endpoint);
  }

  /**
   * Sets an S3-compatible service, as {@code host:port}. OVMS never uses TLS for it: keep it inside
   * the cluster. It requires credentials, even for a public bucket: without them OVMS connects to
   * the host {@code bucket.endpoint}, which the cluster's DNS does not resolve.
   */
  public CloudStorage endpoint(String hostAndPort) {
    Required.nonNull(hostAndPort);
    return new CloudStorage(uri, access, region, hostAndPort);
  }

  /** Returns the directory, without a trailing slash. */
  public String uri() {
    return uri;
  }

  /** Returns the S3 region, or empty. */
  public String region() {
    return region;
  }

  /** Returns the S3-compatible service, or empty for Amazon's. */
  public String endpoint() {
    return endpoint;
  }

  /** Returns how the server authenticates. */
  StorageAccess access() {
    return access;
  }

  /** Returns the Secret with the credentials; empty if there is none. */
  public String secret() {
    return access instanceof StorageAccess.SecretKeys keys ? keys.secret() : "";
  }

  boolean isS3() {
    return uri.startsWith("s3://");
  }

  boolean isGoogle() {
    return uri.startsWith("gs://");
  }

  @Override
  List<Traffic> traffic() {
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(
        endpoint.isEmpty() ? Traffic.tcp(NetworkPeer.anywhere(), 443) : Traffic.to(endpointUrl()));
    if (access instanceof CloudIdentity.GoogleAccount) {
      traffic.addAll(METADATA_SERVER);
    }
    if (access instanceof CloudIdentity.AwsRole && !endpoint.isEmpty()) {
      traffic.add(TOKEN_SERVICE);
    }
    return traffic;
  }

  /**
   * Returns the environment variables of the credentials, which are also the keys of the Secret.
   */
  List<String> requiredKeys() {
    if (isS3()) {
      return List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    }
    return isGoogle() ? List.of() : List.of("AZURE_STORAGE_CONNECTION_STRING");
  }

  @Override
  void check(Findings findings) {
    findings.require(
        isDirectory(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(uri)
            + " is not a directory that OVMS can read; it must start with s3://, gs://, az:// or"
            + " azfs://, then a bucket of 2 to 63 characters and a path",
        "Write ModelSource.of(\"s3://models/resnet50\"); for https use ModelSource.https(..), for"
            + " a volume ModelSource.volumeClaim(..).");
    if (!isDirectory()) {
      return;
    }
    findings.require(
        isBucket(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(bucket())
            + " is not the name of a bucket or container: "
            + (isS3() || isGoogle()
                ? "it must not contain two consecutive dots or be an IP address"
                : "use lowercase letters, digits and single '-'"),
        "Write the name as shown by the store.");
    new ModelDirectory(uri).check(findings, "source");
    access.check(findings, uri);
    checkS3Option(findings, "region", region, REGION.matcher(region).matches(), "eu-central-1");
    checkS3Option(findings, "endpoint", endpoint, isEndpoint(), "minio.storage.svc:9000");
    findings.require(
        endpoint.isEmpty(),
        FindingCode.PLAIN_HTTP_STORAGE,
        "source.endpoint",
        quote(endpoint) + " is read over plain HTTP: OVMS has no TLS for S3 endpoints of its own",
        "Keep the storage inside the cluster, or use ModelSource.https(..).");
    findings.require(
        endpoint.isEmpty() || !isEndpoint() || !Urls.isOwnPod(endpointUrl().getHost()),
        FindingCode.MODEL_SOURCE,
        "source.endpoint",
        quote(endpoint)
            + " resolves to the pod of the server itself, which runs no storage service",
        "Write the address of its Service, such as \"minio.storage.svc:9000\".");
    checkHost(findings);
  }

  /** Checks options that depend on the OVMS version. */
  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    findings.require(
        !(access instanceof CloudIdentity.AwsRole) || version.knowsWebIdentity(),
        FindingCode.MODEL_SOURCE,
        "source.identity",
        quote(access.text())
            + " is a role, which OVMS "
            + version
            + " ignores; its AWS SDK does not support web identities",
        "Use OVMS 2024.0 or newer, or .credentials(\"s3-keys\").");
  }

  /** The anonymous client of the AWS SDK puts the bucket before the host. */
  private void checkHost(Findings findings) {
    if (endpoint.isEmpty() || !isEndpoint() || !isS3() || access.isAuthenticated()) {
      return;
    }
    String host = endpointUrl().getHost();
    boolean mayResolve =
        access instanceof StorageAccess.Anonymous
            && Urls.serviceNamespace(host).isEmpty()
            && !Urls.isLocalService(host)
            && !IPV4.matcher(host).matches();
    findings.require(
        mayResolve,
        FindingCode.MISSING,
        "source.credentials",
        "no credentials are given for "
            + quote(endpoint)
            + "; without them OVMS connects to the host "
            + quote(bucket() + "." + host)
            + ", which does not resolve",
        "Add .credentials(\"s3-keys\"), even for a public bucket.");
  }

  @Override
  List<Object> options() {
    return List.of(uri, access, region, endpoint);
  }

  private String bucket() {
    return uri.substring(uri.indexOf("://") + 3).split("/", 2)[0];
  }

  private boolean isDirectory() {
    return uri.length() <= LONGEST
        && URI.matcher(uri).matches()
        && !(uri + "/").contains("/../")
        && !(uri + "/").contains("/./");
  }

  /**
   * No store accepts names with two consecutive dots or IP addresses; Azure and Google require
   * lowercase letters.
   */
  private boolean isBucket() {
    String bucket = bucket();
    return !bucket.contains("..")
        && !IPV4.matcher(bucket).matches()
        && (isS3() || bucket.equals(bucket.toLowerCase(Locale.ROOT)))
        && (isS3() || isGoogle() || AZURE_CONTAINER.matcher(bucket).matches());
  }

  private boolean isEndpoint() {
    return endpoint.isEmpty()
        || (ENDPOINT.matcher(endpoint).matches() && Urls.isHost(endpointUrl().getHost()));
  }

  private java.net.URI endpointUrl() {
    return java.net.URI.create("http://" + endpoint);
  }

  private void checkS3Option(
      Findings findings, String option, String value, boolean valid, String example) {
    findings.require(
        value.isEmpty() || isS3(),
        FindingCode.MODEL_SOURCE,
        "source." + option,
        quote(value) + " is for s3:// only, and this is " + quote(uri),
        "Leave ." + option + "(..) out.");
    findings.require(
        valid,
        FindingCode.MODEL_SOURCE,
        "source." + option,
        quote(value) + " is not an S3 " + option,
        "Write ." + option + "(\"" + example + "\").");
  }
}
