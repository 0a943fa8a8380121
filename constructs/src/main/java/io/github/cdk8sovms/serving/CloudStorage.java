package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A directory in cloud storage, which OVMS copies to the node before it loads the model.
 *
 * <p>Without credentials OVMS reads S3 and Google's storage anonymously, whatever the service
 * account or the node may do, on Google's clusters too, although its documentation says otherwise;
 * a warning says so. What is public is read by {@link #anonymous()}; an identity of the platform is
 * used by {@link #identity(WorkloadIdentity)}. Azure needs credentials.
 *
 * @param uri the directory, without a slash at its end
 * @param access how the server authenticates
 * @param region the S3 region, or empty
 * @param endpoint the S3-compatible service, or empty for Amazon's
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/main/docs/using_cloud_storage.md">Cloud
 *     storage</a>
 */
public record CloudStorage(String uri, StorageAccess access, String region, String endpoint)
    implements ModelSource {
  private static final Pattern URI =
      Pattern.compile(
          "(?:s3|gs|az|azfs)://[A-Za-z0-9][A-Za-z0-9._-]{1,62}+(?:/[A-Za-z0-9._=+@,~-]++)*+/?+");

  private static final Pattern AZURE_CONTAINER = Pattern.compile("[a-z0-9](?:-?[a-z0-9])*+");

  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  /** Keys of objects have at most 1,024 bytes in every store; scheme and bucket come before. */
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
   * Where pods of GKE get the tokens of their identity.
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

  /** Takes a slash at the end away: with one, OVMS reads nothing from Azure. */
  public CloudStorage {
    Required.nonNull(uri, "uri");
    Required.nonNull(access, "access");
    Required.nonNull(region, "region");
    Required.nonNull(endpoint, "endpoint");
    uri = ModelDirectory.withoutSlash(uri);
  }

  /**
   * Takes credentials from a Secret in the server's namespace, under the names OVMS has for them.
   * S3: keys {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and optionally {@code
   * AWS_SESSION_TOKEN}; Google: {@code gcp-creds.json}; Azure: {@code
   * AZURE_STORAGE_CONNECTION_STRING}.
   */
  public CloudStorage credentials(String secretName) {
    Required.nonNull(secretName);
    return new CloudStorage(
        uri,
        secretName.isEmpty()
            ? new StorageAccess.Unstated()
            : new StorageAccess.SecretKeys(secretName),
        region,
        endpoint);
  }

  /** Uses an identity of the platform that the server's ServiceAccount has. */
  public CloudStorage identity(WorkloadIdentity identity) {
    Required.nonNull(identity);
    return new CloudStorage(uri, identity, region, endpoint);
  }

  /**
   * Reads without credentials, from a bucket that everyone may read. This is what OVMS does without
   * credentials anyway; said, there is no warning. Not for Azure, and not for an S3-compatible
   * service in the cluster: see {@link #endpoint(String)}.
   */
  public CloudStorage anonymous() {
    return new CloudStorage(uri, new StorageAccess.Anonymous(), region, endpoint);
  }

  /** Sets the region of an S3 bucket. */
  public CloudStorage region(String name) {
    Required.nonNull(name);
    return new CloudStorage(uri, access, name, endpoint);
  }

  /**
   * Sets an S3-compatible service, as {@code host:port}. OVMS speaks to it without TLS, whatever it
   * is: keep it inside the cluster. It needs credentials, for a public bucket too: without them
   * OVMS asks the host {@code bucket.endpoint}, which has no name in the cluster's DNS.
   */
  public CloudStorage endpoint(String hostAndPort) {
    Required.nonNull(hostAndPort);
    return new CloudStorage(uri, access, region, hostAndPort);
  }

  /** The Secret that holds the credentials; empty if there is none. */
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
  public List<Traffic> traffic() {
    List<Traffic> traffic = new ArrayList<>();
    traffic.add(
        endpoint.isEmpty() ? Traffic.tcp(NetworkPeer.anywhere(), 443) : Traffic.to(endpointUrl()));
    if (access instanceof WorkloadIdentity.GoogleAccount) {
      traffic.addAll(METADATA_SERVER);
    }
    if (access instanceof WorkloadIdentity.AwsRole && !endpoint.isEmpty()) {
      traffic.add(TOKEN_SERVICE);
    }
    return traffic;
  }

  /** The environment variables, and so the Secret's keys, that hold the credentials. */
  List<String> requiredKeys() {
    if (isS3()) {
      return List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    }
    return isGoogle() ? List.of() : List.of("AZURE_STORAGE_CONNECTION_STRING");
  }

  @Override
  public void check(Findings findings) {
    Required.nonNull(findings);
    findings.require(
        isDirectory(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(uri)
            + " is not a directory that OVMS can read; it must start with s3://, gs://, az:// or"
            + " azfs://, then a bucket and a path",
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
                ? "it has no two dots in a row and is no IP address"
                : "these are small letters, digits and single '-'"),
        "Write the name as the store shows it.");
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
        quote(endpoint) + " is the pod of the server itself, and no storage runs in it",
        "Write the address of its Service, such as \"minio.storage.svc:9000\".");
    checkHost(findings);
  }

  /** Checks what one OVMS version takes and another does not. */
  @Override
  public void checkFor(OvmsVersion version, Findings findings) {
    Required.nonNull(version, "version");
    Required.nonNull(findings, "findings");
    findings.require(
        !(access instanceof WorkloadIdentity.AwsRole) || version.knowsWebIdentity(),
        FindingCode.MODEL_SOURCE,
        "source.identity",
        quote(access.text())
            + " is a role, of which OVMS "
            + version
            + " makes no use; its AWS SDK does not know web identities",
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
            + "; without them OVMS asks the host "
            + quote(bucket() + "." + host)
            + ", which no DNS has",
        "Add .credentials(\"s3-keys\"), for a public bucket too.");
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

  /** No store takes names of two dots or of an address; Azure and Google take small letters. */
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
