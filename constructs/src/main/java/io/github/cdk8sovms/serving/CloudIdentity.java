package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Map;
import java.util.regex.Pattern;

/** The kinds of a {@link WorkloadIdentity}. */
sealed interface CloudIdentity extends StorageAccess {
  /** Returns the annotations of the ServiceAccount. */
  Map<String, String> annotations();

  /** See {@link WorkloadIdentity#awsRole(String)}. */
  record AwsRole(String arn) implements CloudIdentity {
    private static final Pattern ARN =
        Pattern.compile("arn:aws[a-z-]{0,20}:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]{1,576}");

    @Override
    public void check(Findings findings, String uri) {
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

  /** See {@link WorkloadIdentity#google(String)}; the e-mail address is empty for none. */
  record GoogleAccount(String email) implements CloudIdentity {
    private static final Pattern EMAIL =
        Pattern.compile("|[a-z0-9-]{1,63}@[a-z0-9.-]{1,200}\\.iam\\.gserviceaccount\\.com");

    @Override
    public void check(Findings findings, String uri) {
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
