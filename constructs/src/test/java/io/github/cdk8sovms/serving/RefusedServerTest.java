package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CREDENTIALS;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of an invalid server. */
class RefusedServerTest {
  private final Chart chart = Programs.chart();

  @BeforeEach
  void thereIsOneServer() {
    Programs.server(chart, "resnet").build();
  }

  @Test
  void nothingIsLeftOfItEvenIfOnlyItsConfigMapWasInTheWay() {
    assertThat(Reported.codesBuilding(bert().configMap("resnet-config", "config.json")::build))
        .containsExactly(DUPLICATE_OBJECT);

    assertThat(chart.getNode().getChildren())
        .extracting(child -> child.getNode().getId())
        .containsExactly("resnet");
    assertThat(Synthesized.of(chart).objects()).hasSize(6);
  }

  @Test
  void itsNamesAreFreeAgain() {
    Reported.building(bert().configMap("resnet-config", "config.json")::build);

    assertThat(Reported.building(bert()::build)).isEmpty();
    assertThat(Synthesized.of(chart).names())
        .contains("ServiceAccount bert", "ConfigMap bert-config", "Deployment bert", "Service bert")
        .hasSize(12);
  }

  @Test
  void aServerThatIsMerelyWrongCanBeBuiltAgainToo() {
    assertThat(Reported.building(bert().replicas(-1)::build)).hasSize(1);

    assertThat(Reported.building(bert()::build)).isEmpty();
  }

  @Test
  void twoOfOneIdAreAFinding() {
    assertThat(Reported.building(Programs.server(chart, "resnet").name("other")::build))
        .extracting(finding -> finding.code().name())
        .containsExactly("DUPLICATE_ID");
  }

  @Test
  void twoChartsOfOneAppMayHaveTheSameServer() {
    App app = new App();
    Programs.server(new Chart(app, "staging"), "resnet").build();

    assertThat(Reported.building(Programs.server(new Chart(app, "production"), "resnet")::build))
        .isEmpty();
  }

  @Test
  void twoNamespacesMayHaveTheSameServer() {
    assertThat(Reported.building(bert().name("resnet").namespace("language")::build)).isEmpty();
    assertThat(Reported.building(Programs.server(chart, "third").name("resnet")::build))
        .extracting(Finding::code)
        .contains(DUPLICATE_OBJECT);
  }

  @ParameterizedTest(name = "{0} with {1}, {2} with {3}: {4}")
  @CsvSource({
    "s3://models/a, keys, s3://models/b, keys, true",
    "s3://models/a, keys, s3://models/b, other, false",
    "s3://models/a, keys, s3://models/b, '', false",
    "s3://models/a, keys, gs://models/b, other, true",
    "gs://models/a, keys, gs://models/b, other, false",
    "gs://models/a, keys, gs://models/b, '', false",
    "az://models/a, keys, azfs://models/b, keys, true",
    "az://models/a, keys, azfs://models/b, other, false",
  })
  void oneProcessHasOneSetOfCredentialsForEachKindOfStorage(
      String one, String secret, String other, String otherSecret, boolean taken) {
    OvmsModelServer.Builder builder =
        OvmsModelServer.Builder.create(chart, "bert")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("a", ModelSource.of(one).credentials(secret)))
            .model(Model.of("b", ModelSource.of(other).credentials(otherSecret)));

    assertThat(Reported.codesBuilding(builder::build))
        .allMatch(CREDENTIALS::equals)
        .hasSize(taken ? 0 : 1);
  }

  @Test
  void oneProcessHasOneRegionAndOneEndpoint() {
    CloudStorage s3 = ModelSource.of("s3://models/a").region("eu-central-1");

    assertThat(
            Reported.codesBuilding(
                bert().model(Model.of("a", s3)).model(Model.of("b", s3.region("eu-west-1")))
                    ::build))
        .contains(CREDENTIALS)
        .allMatch(CREDENTIALS::equals);
  }

  @Test
  void theFileOfChecksumsMustNotReplaceTheConfiguration() {
    HttpsFiles files =
        ModelSource.https("https://example.com/m.xml")
            .sha256("m.xml", "0123456789abcdef".repeat(4));

    assertThat(
            Reported.building(
                bert().model(Model.of("m", files)).configMap("bert", "models.sha256")::build))
        .isNotEmpty();
  }

  @Test
  void booleanPropertiesAreNotForReleasesThatRefuseThem() {
    Model model =
        Model.of("m", ModelSource.of("s3://models/m").anonymous())
            .pluginConfig("ENABLE_CPU_PINNING", false);

    assertThat(Reported.building(bert().image(OvmsImage.of("2023.2")).model(model)::build))
        .isNotEmpty();
  }

  private OvmsModelServer.Builder bert() {
    return Programs.server(chart, "bert");
  }
}
