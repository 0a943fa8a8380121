package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CREDENTIALS;
import static io.github.cdk8sovms.validation.FindingCode.OPERATOR_CANNOT_EXPRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsRepositoryTest {
  private static final CloudStorage S3 = ModelSource.of("s3://models/a");

  @Test
  void isEmptyIfNotNeeded() {
    assertThat(of(S3).toMap()).isEmpty();
    assertThat(of(S3).envSecret()).isEmpty();
  }

  @Test
  void theWholeClaimIsMounted() {
    ClaimedVolume bert = ModelSource.volumeClaim("models", "text/bert");

    assertThat(of(bert).toMap()).hasSize(1).containsEntry("models_volume_claim", "models");
    assertThat(ModelsRepository.basePath(Model.of("bert", bert))).isEqualTo("/models/text/bert");
    assertThat(ModelsRepository.basePath(Model.of("a", S3))).isEqualTo("s3://models/a");
  }

  @Test
  void keysOfASecretAreVariablesExceptGooglesWhichIsAFile() {
    CloudStorage google = ModelSource.of("gs://models/a").credentials("gcpcreds");

    assertThat(of(S3.credentials("keys")).envSecret()).hasValue("keys");
    assertThat(of(S3.credentials("keys")).toMap()).isEmpty();
    assertThat(of(google).envSecret()).isEmpty();
    assertThat(of(google).toMap()).hasSize(1).containsEntry("gcp_creds_secret_name", "gcpcreds");
  }

  @Test
  void regionAndEndpointAreOfAllModels() {
    assertThat(of(S3.region("eu-central-1").endpoint("minio:9000"), S3).toMap())
        .containsExactly(
            Map.entry("aws_region", "eu-central-1"),
            Map.entry("s3_compat_api_endpoint", "minio:9000"));
  }

  @Test
  void twoModelsMayShareOneClaimAndOneSecret() {
    CloudStorage s3 = S3.credentials("keys");

    assertThat(
            codes(
                s3,
                s3,
                ModelSource.volumeClaim("models", "c"),
                ModelSource.volumeClaim("models", "d")))
        .isEmpty();
  }

  @Test
  void ofTwoClaimsOrTwoSecretsThereIsNoFieldForOne() {
    assertThat(
            codes(ModelSource.volumeClaim("models", "c"), ModelSource.volumeClaim("others", "d")))
        .containsExactly(OPERATOR_CANNOT_EXPRESS);
    assertThat(
            codes(
                S3.credentials("keys"), ModelSource.of("az://models/a").credentials("azure-keys")))
        .containsExactly(OPERATOR_CANNOT_EXPRESS);
  }

  @Test
  void anImageVolumeIsRefusedAndSoAreCredentialsBesideModelsReadWithout() {
    assertThat(codes(ModelSource.image("registry.example.com/m:1", "")))
        .containsExactly(OPERATOR_CANNOT_EXPRESS);
    assertThat(codes(S3, S3.credentials("one"))).containsExactly(CREDENTIALS);
  }

  @ParameterizedTest(name = "Google with the Secret \"{0}\": {1}")
  @CsvSource({"'', 0", "gcpcreds, 0", "keys, 1"})
  void googleHasOneSecret(String secret, int findings) {
    assertThat(codes(ModelSource.of("gs://models/a").credentials(secret)))
        .hasSize(findings)
        .allMatch(OPERATOR_CANNOT_EXPRESS::equals);
  }

  @Test
  void passwordsAreNotShown() {
    ModelsRepository files = of(ModelSource.https("https://me:secret@example.com/m.xml"));

    assertThat(Reported.by(files::check))
        .extracting(Finding::toString)
        .isNotEmpty()
        .noneMatch(report -> report.contains("secret"));
  }

  private static List<FindingCode> codes(ModelSource... sources) {
    return Reported.codesBy(of(sources)::check);
  }

  private static ModelsRepository of(ModelSource... sources) {
    return new ModelsRepository(
        Stream.of(sources).<Servable>map(source -> Model.of("resnet50", source)).toList());
  }
}
