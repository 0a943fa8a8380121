package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A cloud identity of the server's ServiceAccount, instead of keys in a Secret.
 *
 * <p>By default OVMS ignores such an identity and reads anonymously. Each of these sets the
 * environment variable that makes its client libraries use one. This is based on the source of OVMS
 * 2026.3, AWS SDK 1.11.268 and google-cloud-cpp 2.39; it has not been run against a cloud. Azure is
 * not supported: it requires a connection string.
 */
public sealed interface WorkloadIdentity extends StorageAccess {

  /**
   * A role of AWS (IAM Roles for Service Accounts, IRSA). Emits the annotation {@code
   * eks.amazonaws.com/role-arn} on the ServiceAccount, for which EKS mounts a token into the pod,
   * and {@code AWS_PROFILE=default}, with which OVMS uses the SDK's default chain. Needs OVMS
   * 2024.0 or newer; the SDK of older releases does not support such tokens.
   *
   * @param arn such as {@code "arn:aws:iam::123456789012:role/models"}
   */
  static WorkloadIdentity awsRole(String arn) {
    Required.nonNull(arn);
    return new AwsRole(arn);
  }

  /**
   * The ServiceAccount itself, as a principal of Google's Workload Identity Federation for GKE.
   * Emits an empty {@code GOOGLE_APPLICATION_CREDENTIALS}, with which the client uses the metadata
   * server, and allows egress to that server.
   */
  static WorkloadIdentity google() {
    return new GoogleAccount("");
  }

  /**
   * A Google service account that the ServiceAccount impersonates: as {@link #google()}, and the
   * annotation {@code iam.gke.io/gcp-service-account}.
   *
   * @param email such as {@code "models@my-project.iam.gserviceaccount.com"}
   */
  static WorkloadIdentity google(String email) {
    Required.nonNull(email);
    return new GoogleAccount(email);
  }

  /** Returns the annotations of the ServiceAccount. */
  Map<String, String> annotations();

  /** See {@link #awsRole(String)}. */
  record AwsRole(String arn) implements WorkloadIdentity {
    private static final Pattern ARN =
        Pattern.compile("arn:aws[a-z-]{0,20}:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]{1,576}");

    /** Takes no null. */
    public AwsRole {
      Required.nonNull(arn, "arn");
    }

    @Override
    public void check(Findings findings, String uri) {
      Required.nonNull(findings, "findings");
      Required.nonNull(uri, "uri");
      requireScheme(findings, uri, "s3://", "an AWS role");
      findings.require(
          ARN.matcher(arn).matches(),
          FindingCode.MODEL_SOURCE,
          "source.identity",
          quote(arn) + " is not the ARN of a role",
          "Write WorkloadIdentity.awsRole(\"arn:aws:iam::123456789012:role/models\").");
    }

    @Override
    public String text() {
      return arn;
    }

    @Override
    public Map<String, String> annotations() {
      return Map.of("eks.amazonaws.com/role-arn", arn);
    }
  }

  /** See {@link #google()} and {@link #google(String)}; the e-mail address is empty for none. */
  record GoogleAccount(String email) implements WorkloadIdentity {
    private static final Pattern EMAIL =
        Pattern.compile("|[a-z0-9-]{1,63}@[a-z0-9.-]{1,200}\\.iam\\.gserviceaccount\\.com");

    /** Takes no null. */
    public GoogleAccount {
      Required.nonNull(email, "email");
    }

    @Override
    public void check(Findings findings, String uri) {
      Required.nonNull(findings, "findings");
      Required.nonNull(uri, "uri");
      requireScheme(findings, uri, "gs://", "a Google identity");
      findings.require(
          EMAIL.matcher(email).matches(),
          FindingCode.MODEL_SOURCE,
          "source.identity",
          quote(email) + " is not the address of a Google service account",
          "Write WorkloadIdentity.google(\"models@my-project.iam.gserviceaccount.com\").");
    }

    @Override
    public String text() {
      return email.isEmpty() ? "Google identity of the ServiceAccount" : email;
    }

    @Override
    public Map<String, String> annotations() {
      return email.isEmpty() ? Map.of() : Map.of("iam.gke.io/gcp-service-account", email);
    }
  }

  private static void requireScheme(Findings findings, String uri, String scheme, String identity) {
    findings.require(
        uri.startsWith(scheme),
        FindingCode.MODEL_SOURCE,
        "source.identity",
        identity + " is for " + scheme + " only, and this is " + quote(uri),
        "Use .credentials(\"keys\") here.");
  }
}
