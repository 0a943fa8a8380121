package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.HostileText;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Trees;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a model is a text in the selector of the autoscaler's metric, and nowhere else. */
class HostileModelNameTest {
  private static final String HARMLESS = "resnet50";

  @Test
  void aNameThatNoModelHasIsRefusedInOneLine() {
    Chart chart = Programs.chart();
    OvmsModelServer server = server(chart, HARMLESS).build();
    MetricsAdapter adapter = Programs.adapterOf(chart, server);

    for (String text : HostileText.samples()) {
      List<Finding> findings =
          Reported.building(
              Programs.autoscaler(chart, server, adapter)
                      .signal(LoadSignal.requestsPerStream().model(text))
                  ::build);
      assertThat(findings).as(Findings.quote(text)).isNotEmpty();
      assertThat(findings).extracting(Finding::code).containsOnly(SIGNAL_MODEL);
      assertThat(findings)
          .allSatisfy(finding -> assertThat(finding.toString()).matches("\\P{Cntrl}+"));
    }
  }

  @Test
  void aServerTakesNoNameThatMeansMoreThanItself() {
    assertThat(
            HostileText.samples().stream()
                .filter(text -> !text.matches("[A-Za-z0-9._/-]+"))
                .filter(text -> Reported.building(server(Programs.chart(), text)::build).isEmpty())
                .map(Findings::quote))
        .isEmpty();
  }

  /** YAML parses each as something other than text unless it is quoted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "yes",
        "n",
        "null",
        "1",
        "1.0",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "2026-01-01",
        "NaN",
        "a.b-c_d",
        "A"
      })
  void aNameIsOneTextInTheSelector(String name) {
    JsonNode autoscaler = objects(name).get(0);

    assertThat(autoscaler.at("/spec/metrics/0/pods/metric/selector").toString())
        .isEqualTo("{\"matchLabels\":{\"name\":\"" + name + "\"}}");
    assertThat(objects(name).get(1))
        .as("the adapter's rule is for every model")
        .isEqualTo(objects(HARMLESS).get(1));
    assertThat(autoscaler)
        .as("and nothing else differs")
        .isEqualTo(Trees.replace(objects(HARMLESS).get(0), HARMLESS, name));
  }

  @Test
  void withoutAModelThereIsNoSelector() {
    Chart chart = Programs.chart();
    OvmsModelServer server = server(chart, HARMLESS).build();
    Programs.autoscaler(chart, server, Programs.adapterOf(chart, server)).build();

    assertThat(
            emitted(chart)
                .filter(object -> object.at("/kind").asText().equals("HorizontalPodAutoscaler"))
                .findFirst()
                .orElseThrow()
                .at("/spec/metrics/0/pods/metric")
                .properties())
        .hasSize(1);
  }

  /** OVMS accepts such names, selectors do not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "OpenVINO/resnet50",
        "r123456789012345678901234567890123456789012345678901234567890123"
      })
  void aNameThatIsNoLabelValueIsRefused(String name) {
    Chart chart = Programs.chart();
    OvmsModelServer server = server(chart, name).build();

    assertThat(
            Reported.codesBuilding(
                Programs.autoscaler(chart, server, Programs.adapterOf(chart, server))
                        .signal(LoadSignal.requestsPerStream().model(name))
                    ::build))
        .containsExactly(SIGNAL_MODEL);
  }

  @ParameterizedTest
  @EnumSource
  void aWrongNameIsAFindingHoweverModelsBecomeOneValue(Aggregation aggregation) {
    Chart chart = Programs.chart();
    OvmsModelServer server = server(chart, HARMLESS).build();

    assertThat(
            Reported.codesBuilding(
                Programs.autoscaler(chart, server, Programs.adapterOf(chart, server))
                        .signal(LoadSignal.requestsPerStream().across(aggregation).model("bert"))
                    ::build))
        .containsExactly(SIGNAL_MODEL);
  }

  /** The autoscaler, and the adapter's configuration. */
  private static List<JsonNode> objects(String model) {
    Chart chart = Programs.chart();
    OvmsModelServer server = server(chart, model).build();
    MetricsAdapter adapter = Programs.adapterOf(chart, server);
    Programs.autoscaler(chart, server, adapter)
        .signal(LoadSignal.requestsPerStream().model(model))
        .build();
    return List.of(
        emitted(chart)
            .filter(object -> object.at("/kind").asText().equals("HorizontalPodAutoscaler"))
            .findFirst()
            .orElseThrow(),
        Trees.parse(adapter.config()));
  }

  private static Stream<JsonNode> emitted(Chart chart) {
    return Trees.parseAll(((App) chart.getNode().getRoot()).synthYaml()).stream();
  }

  private static OvmsModelServer.Builder server(Chart chart, String model) {
    return OvmsModelServer.Builder.create(chart, "server")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of(model, ModelSource.of("s3://models/a")).streams(2));
  }
}
