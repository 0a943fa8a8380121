package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdk8sovms.kubernetes.internal.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudCredentialsTest {
  private static final CloudStorage S3 = ModelSource.of("s3://models/a");
  private static final CloudStorage GOOGLE = ModelSource.of("gs://models/a");

  @Test
  void storageThatAnyoneMayReadNeedsNoVariables() {
    assertThat(of(Model.of("a", S3), Model.of("b", GOOGLE)).environment()).isEmpty();
  }

  @Test
  void credentialsComeFromTheSecretAndASessionTokenOnlyIfThereIsOne() {
    List<Variable> environment =
        of(Model.of("a", S3.credentials("keys").region("eu").endpoint("minio:9000"))).environment();

    assertThat(environment)
        .extracting(it -> it.toSpec().getName())
        .containsExactly(
            "AWS_REGION",
            "S3_ENDPOINT",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN");
    assertThat(environment.subList(2, 5))
        .allSatisfy(
            variable -> {
              assertThat(variable.toSpec().getValue()).isNull();
              assertThat(variable.toSpec().getValueFrom().getSecretKeyRef().getName())
                  .isEqualTo("keys");
              assertThat(variable.toSpec().getValueFrom().getSecretKeyRef().getKey())
                  .isEqualTo(variable.toSpec().getName());
            })
        .extracting(variable -> variable.toSpec().getValueFrom().getSecretKeyRef().getOptional())
        .containsExactly(null, null, true);
  }

  @Test
  void anIdentitySetsTheVariablesThatOvmsNeeds() {
    WorkloadIdentity role = WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models");
    String account = "models@my-project.iam.gserviceaccount.com";
    CloudCredentials credentials =
        of(
            Model.of("a", S3.identity(role)),
            Model.of("b", GOOGLE.identity(WorkloadIdentity.google(account))));

    assertThat(credentials.environment())
        .extracting(it -> it.toSpec().getName(), it -> it.toSpec().getValue())
        .containsExactly(
            tuple("AWS_PROFILE", "default"), tuple("GOOGLE_APPLICATION_CREDENTIALS", ""));
    assertThat(credentials.serviceAccountAnnotations())
        .containsEntry("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/models")
        .containsEntry("iam.gke.io/gcp-service-account", account);
  }

  @Test
  void modelsThatShareCredentialsShareVariables() {
    CloudCredentials credentials =
        of(
            Model.of("a", S3.credentials("keys")),
            Model.of("b", S3.credentials("keys")),
            Model.of("c", GOOGLE.credentials("google")),
            Model.of("d", GOOGLE.credentials("google")));

    assertThat(credentials.environment())
        .extracting(it -> it.toSpec().getName())
        .containsExactly(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "GOOGLE_APPLICATION_CREDENTIALS");
  }

  @Test
  void googleReadsItsKeyFileFromTheMount() {
    assertThat(of(Model.of("a", GOOGLE.credentials("google"))).environment())
        .singleElement()
        .satisfies(
            variable -> {
              assertThat(variable.toSpec().getName()).isEqualTo("GOOGLE_APPLICATION_CREDENTIALS");
              assertThat(variable.toSpec().getValue()).isEqualTo("/secrets/google/gcp-creds.json");
            });
  }

  private static CloudCredentials of(Model... models) {
    return new CloudCredentials(List.of(models));
  }
}
