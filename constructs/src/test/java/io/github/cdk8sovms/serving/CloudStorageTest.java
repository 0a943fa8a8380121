package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static io.github.cdk8sovms.validation.FindingCode.MODEL_SOURCE;
import static io.github.cdk8sovms.validation.FindingCode.PLAIN_HTTP_STORAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudStorageTest {
  private static final CloudStorage S3 = ModelSource.of("s3://models/resnet50");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://models",
        "s3://models/",
        "s3://models/vision/resnet50/",
        "s3://my.bucket_1/a=b/c+d@e,f~g-h",
        "s3://models/a..b",
        "gs://models/resnet50",
        "az://container/resnet50",
        "azfs://share/resnet50",
      })
  void directoriesThatOvmsReads(String uri) {
    assertThat(codes(ModelSource.of(uri))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3://",
        "s3:///resnet50",
        "s3:/models",
        "S3://models",
        "azure://container/resnet50",
        "https://example.com/resnet50",
        "/models/resnet50",
        "s3://models//resnet50",
        "s3://models/../secrets",
        "s3://models/..",
        "s3://models/a/../",
        "s3://models/a b",
        "s3://models/\"",
        "s3://models/a\nb",
        "s3://-models",
      })
  void everythingElseIsRefused(String uri) {
    assertThat(codes(ModelSource.of(uri))).containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://m, AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY",
    "gs://m, ''",
    "az://m, AZURE_STORAGE_CONNECTION_STRING",
    "azfs://m, AZURE_STORAGE_CONNECTION_STRING",
  })
  void credentialsHaveTheNamesThatOvmsReads(String uri, String keys) {
    assertThat(String.join(" ", ModelSource.of(uri).requiredKeys())).isEqualTo(keys);
  }

  @Test
  void eachCallGivesACopyAndForgetsNothing() {
    CloudStorage complete =
        S3.endpoint("minio:9000").region("eu-central-1").credentials("minio-keys");

    assertThat(complete)
        .isEqualTo(S3.credentials("minio-keys").region("eu-central-1").endpoint("minio:9000"))
        .isEqualTo(
            new CloudStorage("s3://models/resnet50", "minio-keys", "eu-central-1", "minio:9000"));
    assertThat(S3).isEqualTo(new CloudStorage("s3://models/resnet50", "", "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio", "minio:9000", "minio.storage.svc:9000", "10.0.0.1:80"})
  void anEndpointIsTakenWithAWarningBecauseOvmsSpeaksToItWithoutTls(String endpoint) {
    assertThat(codes(S3.endpoint(endpoint))).containsExactly(PLAIN_HTTP_STORAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://minio:9000",
        "minio:",
        "minio:0",
        "minio:65536",
        "minio/path",
        "-minio",
        "a b"
      })
  void anEndpointIsAHostWithOrWithoutAPort(String endpoint) {
    assertThat(codes(S3.endpoint(endpoint))).contains(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EU", "eu central", "eu\n", "eu_1"})
  void aRegionIsLowerCaseLettersDigitsAndDashes(String region) {
    assertThat(codes(S3.region(region))).containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://m", "az://m", "azfs://m"})
  void regionAndEndpointAreForS3Only(String uri) {
    assertThat(codes(ModelSource.of(uri).region("eu-central-1"))).containsExactly(MODEL_SOURCE);
    assertThat(codes(ModelSource.of(uri).endpoint("minio:9000"))).contains(MODEL_SOURCE);
  }

  @Test
  void credentialsAreTheNameOfASecret() {
    assertThat(codes(S3.credentials("minio.keys-1"))).isEmpty();
    assertThat(codes(S3.credentials("Minio Keys"))).containsExactly(INVALID_NAME);
  }

  private static List<FindingCode> codes(CloudStorage storage) {
    return Reported.codesBy(storage::check);
  }
}
