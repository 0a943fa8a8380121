package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.FindingCode.DUPLICATE_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

class ChartObjectsTest {
  private final Chart chart = Programs.chart();

  @Test
  void twoObjectsOfOneKindNamespaceAndNameInOneChartAreRefused() {
    Namespace.of(chart, "serving");

    assertThat(Reported.building(() -> namespace(chart, "other", "serving")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(DUPLICATE_OBJECT);
              assertThat(finding.path()).isEqualTo("shop/other.name");
              assertThat(finding.problem()).contains("Namespace serving", "shop/serving");
            });
  }

  @Test
  void belowAConstructOfOnesOwnItIsStillOneChart() {
    Namespace.of(new Construct(chart, "team"), "serving");

    assertThat(Reported.building(() -> Namespace.of(new Construct(chart, "other-team"), "serving")))
        .extracting(Finding::code)
        .containsExactly(DUPLICATE_OBJECT);
  }

  @Test
  void twoChartsOfOneAppMayHaveTheSameObjectsForTheyMayGoToTwoClusters() {
    App app = new App();
    Chart staging = new Chart(app, "staging");
    Chart production = new Chart(app, "production");

    Namespace.of(staging, "serving");

    assertThat(Reported.building(() -> Namespace.of(production, "serving"))).isEmpty();
  }

  @Test
  void twoAppsKnowNothingOfEachOther() {
    Namespace.of(chart, "serving");

    assertThat(Reported.building(() -> Namespace.of(Programs.chart(), "serving"))).isEmpty();
  }

  @Test
  void oneNameMayBeUsedForTwoKindsAndInTwoNamespaces() {
    Placement placement =
        new Placement(
            chart,
            "owner",
            new Identity(
                "resnet", "serving", Labels.of("software", "resnet", "role", Map.of()), Map.of()),
            ImageMirror.AS_NAMED,
            PodSettings.DEFAULT,
            List.of(),
            List.of());
    ApiObjects objects = placement.objects();

    objects.configMap("A", "resnet", Map.of());
    objects.serviceAccount(false);
    objects.inNamespace("language").configMap("C", "resnet", Map.of());
    new Component(placement, objects) {};

    assertThat(Synthesized.of(chart).objects()).hasSize(3);
  }

  @Test
  void nothingIsLeftOfWhatWasRefused() {
    Namespace.of(chart, "serving");
    Reported.building(() -> namespace(chart, "other", "serving"));

    assertThat(chart.getNode().getChildren())
        .extracting(child -> child.getNode().getId())
        .containsExactly("serving");
  }

  @Test
  void whatWasRefusedCanBeBuiltAgainUnderItsId() {
    Namespace.of(chart, "serving");
    Reported.building(() -> namespace(chart, "other", "serving"));

    assertThat(Reported.building(() -> namespace(chart, "other", "monitoring"))).isEmpty();
    assertThat(Synthesized.of(chart).names())
        .containsExactly(
            "Namespace serving",
            "NetworkPolicy default-deny",
            "Namespace monitoring",
            "NetworkPolicy default-deny");
  }

  @Test
  void twoConstructsOfOneIdAreAFinding() {
    Namespace.of(chart, "serving");

    assertThat(Reported.building(() -> namespace(chart, "serving", "monitoring")))
        .extracting(finding -> finding.code().name())
        .containsExactly("DUPLICATE_ID");
  }

  @Test
  void aConstructWithoutAnIdIsAFinding() {
    assertThat(Reported.building(() -> namespace(chart, "", "serving"))).isNotEmpty();
  }

  private static Namespace namespace(Construct scope, String id, String name) {
    return Namespace.Builder.create(scope, id).name(name).build();
  }
}
