package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_ID;
import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_OBJECT;
import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.constructs.Construct;

/** Creation of constructs: complete, in a chart, or not at all. */
class ConstructBuilderTest {
  private final Chart chart = Programs.chart();

  @Test
  void aConstructOutsideOfAChartWouldBeInNoManifest() {
    assertThat(Reported.building(() -> namespace(new App(), "serving", "serving")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(MISSING);
              assertThat(finding.path()).isEqualTo("serving.scope");
            });
  }

  @Test
  void aChartMayBeAnywhereAbove() {
    Construct team = new Construct(new Construct(chart, "vision"), "team");

    assertThat(Reported.building(() -> namespace(team, "serving", "serving"))).isEmpty();
  }

  @Test
  void theNamespaceIsTheConfiguredOneElseThatOfTheChartElseDefault() {
    assertThat(server(chart, "a").build().namespace()).isEqualTo("default");
    assertThat(server(Programs.chartInNamespace("shop"), "a").build().namespace())
        .isEqualTo("shop");
    assertThat(
            server(Programs.chartInNamespace("shop"), "a").namespace("serving").build().namespace())
        .isEqualTo("serving");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serving", "a/b", "a'b", "ä $1"})
  void anyIdCanBeTakenOnlyOnce(String id) {
    assertThat(Reported.building(() -> namespace(chart, id, "serving"))).isEmpty();
    assertThat(Reported.building(() -> namespace(chart, id, "monitoring")))
        .extracting(Finding::code)
        .containsExactly(DUPLICATE_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serving", "a/b", "a'b", "ä $1"})
  void nothingIsLeftOfWhatWasRefusedWhateverItsId(String id) {
    Namespace.of(chart, "taken");

    assertThat(Reported.codesBuilding(() -> namespace(chart, id, "taken")))
        .containsExactly(DUPLICATE_OBJECT);
    assertThat(chart.getNode().getChildren()).hasSize(1);
    assertThat(Reported.building(() -> namespace(chart, id, "free"))).isEmpty();
  }

  private static OvmsModelServer.Builder server(Construct scope, String id) {
    return OvmsModelServer.Builder.create(scope, id)
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("m", ModelSource.of("s3://models/m")));
  }

  private static Namespace namespace(Construct scope, String id, String name) {
    return Namespace.Builder.create(scope, id).name(name).build();
  }
}
