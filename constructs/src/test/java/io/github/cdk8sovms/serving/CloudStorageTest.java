package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.ANONYMOUS_STORAGE;
import static io.github.cdk8sovms.validation.FindingCode.CONTRADICTION;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static io.github.cdk8sovms.validation.FindingCode.MODEL_SOURCE;
import static io.github.cdk8sovms.validation.FindingCode.PLAIN_HTTP_STORAGE;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudStorageTest {
  private static final WorkloadIdentity ROLE =
      WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/models");
  private static final CloudStorage UNSTATED = ModelSource.of("s3://models/resnet50");
  private static final CloudStorage S3 = UNSTATED.anonymous();

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
    assertThat(codes(ModelSource.of(uri).credentials("keys"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://models/resnet50.tar.gz",
        "gs://models/resnet50.zip",
        "s3://models/resnet50/model.h5",
        "s3://models/resnet50/1/variables",
        "s3://models/./resnet50",
        "s3://mod..els/resnet50",
        "s3://192.168.0.1/resnet50",
        "gs://Models/resnet50",
        "az://my_models/resnet50",
        "azfs://my--models/resnet50",
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
        "s3://minio:9000/models/a",
        "s3://models/resnet50/1/model.xml",
        "gs://models/model.onnx/",
        "az://models/saved_model.pb",
        "s3://models/\"",
        "s3://models/a\nb",
        "s3://-models",
      })
  void everythingElseIsRefused(String uri) {
    assertThat(codes(ModelSource.of(uri).credentials("keys"))).containsExactly(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models/resnet50/", "az://models/resnet50/"})
  void aSlashAtTheEndIsTakenAway(String uri) {
    assertThat(BasePath.of(Model.of("m", ModelSource.of(uri))))
        .isEqualTo(uri.substring(0, uri.length() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models/resnet50/1", "gs://models/resnet50/20240101/"})
  void aNumberAtTheEndIsMostLikelyAVersion(String uri) {
    assertThat(Reported.by(ModelSource.of(uri).anonymous()::check))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(VERSION_DIRECTORY);
              assertThat(finding.fix()).contains("/resnet50\"", "VersionPolicy.specific(");
            });
    assertThat(codes(ModelSource.of("s3://models/resnet50-1").anonymous())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://models/resnet50", "gs://models/resnet50"})
  void withoutCredentialsThereIsAWarningThatNoIdentityIsUsed(String uri) {
    assertThat(codes(ModelSource.of(uri))).containsExactly(ANONYMOUS_STORAGE);
    assertThat(codes(ModelSource.of(uri).credentials(""))).containsExactly(ANONYMOUS_STORAGE);
    assertThat(codes(ModelSource.of(uri).anonymous())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"az://models/resnet50", "azfs://models/resnet50"})
  void azureIsRefusedWithoutTheConnectionStringThatNamesTheAccount(String uri) {
    assertThat(codes(ModelSource.of(uri))).containsExactly(MISSING);
    assertThat(codes(ModelSource.of(uri).anonymous())).containsExactly(MISSING);
    assertThat(codes(ModelSource.of(uri).identity(ROLE))).contains(MODEL_SOURCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio:9000", "minio.storage.svc:9000", "10.0.0.1:9000"})
  void anEndpointWithoutCredentialsWouldNotResolve(String endpoint) {
    assertThat(codes(S3.endpoint(endpoint))).containsExactly(PLAIN_HTTP_STORAGE, MISSING);
    assertThat(Reported.by(S3.endpoint(endpoint)::check))
        .extracting(Finding::problem)
        .anyMatch(problem -> problem.contains("\"models." + endpoint.split(":")[0] + "\""));
    assertThat(codes(ModelSource.of("s3://models/a").endpoint(endpoint)))
        .containsExactly(ANONYMOUS_STORAGE, PLAIN_HTTP_STORAGE, MISSING);
  }

  @Test
  void aPublicBucketOfAServiceWithNamesForBucketsIsRead() {
    assertThat(codes(S3.endpoint("s3.example.com"))).containsExactly(PLAIN_HTTP_STORAGE);
  }

  @Test
  void anIdentityIsOfItsOwnCloudAndHasItsForm() {
    CloudStorage google = ModelSource.of("gs://models/a");
    String account = "models@my-project.iam.gserviceaccount.com";

    assertThat(codes(UNSTATED.identity(ROLE))).isEmpty();
    assertThat(codes(google.identity(WorkloadIdentity.google()))).isEmpty();
    assertThat(codes(google.identity(WorkloadIdentity.google(account)))).isEmpty();
    assertThat(codes(google.identity(ROLE))).containsExactly(MODEL_SOURCE);
    assertThat(codes(UNSTATED.identity(WorkloadIdentity.google()))).containsExactly(MODEL_SOURCE);
    assertThat(codes(UNSTATED.identity(WorkloadIdentity.awsRole("models"))))
        .containsExactly(MODEL_SOURCE);
    assertThat(codes(google.identity(WorkloadIdentity.google("me@example.com"))))
        .containsExactly(MODEL_SOURCE);
  }

  @Test
  void theWayToTheMetadataServerIsOpenedOnlyForAnIdentity() {
    CloudStorage google = ModelSource.of("gs://models/a");

    assertThat(google.traffic()).hasSize(1);
    assertThat(google.anonymous().traffic()).hasSize(1);
    assertThat(google.identity(WorkloadIdentity.google()).traffic()).hasSize(3);
  }

  @ParameterizedTest(name = "OVMS {0}: {1}")
  @CsvSource({"2023.3, false", "2024.0, true", "2026.3, true"})
  void rolesNeedAnSdkThatKnowsWebIdentities(String version, boolean taken) {
    OvmsVersion ovms = OvmsVersion.parse(version).orElseThrow();

    assertThat(Reported.codesBy(findings -> UNSTATED.identity(ROLE).checkFor(ovms, findings)))
        .hasSize(taken ? 0 : 1);
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
        UNSTATED.endpoint("minio:9000").region("eu-central-1").credentials("minio-keys");

    assertThat(complete)
        .isEqualTo(UNSTATED.credentials("minio-keys").region("eu-central-1").endpoint("minio:9000"))
        .isEqualTo(
            new CloudStorage(
                "s3://models/resnet50",
                new StorageAccess.SecretKeys("minio-keys"),
                "eu-central-1",
                "minio:9000"));
    assertThat(S3)
        .isEqualTo(new CloudStorage("s3://models/resnet50", new StorageAccess.Anonymous(), "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio", "minio:9000", "minio.storage.svc:9000", "10.0.0.1:80"})
  void anEndpointIsTakenWithAWarningBecauseOvmsSpeaksToItWithoutTls(String endpoint) {
    assertThat(codes(UNSTATED.credentials("keys").endpoint(endpoint)))
        .containsExactly(PLAIN_HTTP_STORAGE);
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
    assertThat(codes(ModelSource.of(uri).credentials("keys").region("eu-central-1")))
        .containsExactly(MODEL_SOURCE);
    assertThat(codes(ModelSource.of(uri).endpoint("minio:9000"))).contains(MODEL_SOURCE);
  }

  @Test
  void credentialsAreTheNameOfASecret() {
    assertThat(codes(UNSTATED.credentials("minio.keys-1"))).isEmpty();
    assertThat(codes(UNSTATED.credentials("Minio Keys"))).containsExactly(INVALID_NAME);
  }

  @Test
  void onlyOneWayToAuthenticateCanBeConfigured() {
    assertThat(codes(S3.credentials("keys"))).containsExactly(CONTRADICTION);
    assertThat(codes(UNSTATED.credentials("keys").anonymous())).containsExactly(CONTRADICTION);
    assertThat(codes(UNSTATED.credentials("keys").identity(ROLE))).containsExactly(CONTRADICTION);
    assertThat(codes(UNSTATED.credentials("keys").credentials("others")))
        .containsExactly(CONTRADICTION);
    assertThat(codes(UNSTATED.credentials("keys").credentials("keys"))).isEmpty();
    assertThat(Reported.by(S3.credentials("keys")::check))
        .first()
        .asString()
        .contains("\"anonymous\" and \"keys\" are both set");
  }

  private static List<FindingCode> codes(CloudStorage storage) {
    return Reported.codesBy(storage::check);
  }
}
