package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.NOT_MEASURED;
import static io.github.cdk8sovms.validation.FindingCode.OTHER_MODELS;
import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Signals;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalOnServerTest {
  private static final LoadSignal REQUESTS = LoadSignal.requestsPerStream();
  private static final LoadSignal GRAPHS = LoadSignal.graphsInFlight(4);

  static List<LoadSignal> signals() {
    return Signals.all();
  }

  @ParameterizedTest
  @MethodSource("signals")
  void whatOvmsExportsByItselfIsEnough(LoadSignal signal) {
    assertThat(codes(signal, serverFor(signal).build())).isEmpty();
  }

  @Test
  void requestsPerStreamAreExportedSinceTheFirstReleaseWithMetrics() {
    assertThat(codes(REQUESTS, server().image(OvmsImage.of("2022.2")).build())).isEmpty();
  }

  @Test
  void aSignalThatNothingOnTheServerExportsIsRefused() {
    OvmsModelServer llm = Programs.graphs(Programs.chart(), "llm").build();

    assertThat(Reported.by(it -> new SignalOnServer(REQUESTS, llm).check(it, true)))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS424 shop/resnet.signal: \"[llm]\" are graphs without a capacity, which export no"
                + " streams and no infer requests; requests per stream has no value and never scales."
                + " Set .capacity(..) on the graph and leave .signal(..) out, or use"
                + " LoadSignal.graphsInFlight(capacity).");
    assertThat(Reported.by(it -> new SignalOnServer(GRAPHS, server().build()).check(it, true)))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS424 shop/resnet.signal: \"[resnet50]\" are models, which export no graphs; graphs in"
                + " flight by capacity has no value and never scales. Use"
                + " LoadSignal.requestsPerStream(), or declare graphs with"
                + " .generative(TextGeneration.of(..)) or .graph(Graph.of(..)).");
  }

  @Test
  void ofModelsAndGraphsTheSignalMeasuresOneKind() {
    OvmsModelServer both =
        Programs.graphs(Programs.chart(), "both").model(model("resnet50")).build();

    for (LoadSignal signal : List.of(REQUESTS, GRAPHS)) {
      assertThat(codes(signal, both)).containsExactly(OTHER_MODELS);
    }
    assertThat(codes(REQUESTS.model("resnet50"), both)).containsExactly(OTHER_MODELS);
    assertThat(codes(REQUESTS.model("llm"), both)).contains(NOT_MEASURED);
  }

  @Test
  void ofAListOnlyTheSeriesOfTheDefaultSignalAreThereByThemselves() {
    OvmsModelServer server = server().metrics(OvmsMetric.REQUESTS_SUCCESS).build();

    assertThat(signals().stream().filter(signal -> codes(signal, server).isEmpty()))
        .extracting(LoadSignal::metricName)
        .containsExactly(REQUESTS.metricName());
  }

  @ParameterizedTest
  @MethodSource("signals")
  void aListWithItsSeriesIsEnough(LoadSignal signal) {
    OvmsModelServer server =
        serverFor(signal).metrics(signal.needs().toArray(OvmsMetric[]::new)).build();

    assertThat(codes(signal, server)).isEmpty();
  }

  @Test
  void onlyWhatIsMissingIsNamed() {
    OvmsModelServer server = server().metrics(OvmsMetric.INFERENCE_TIME).build();

    assertThat(
            Reported.by(
                it -> new SignalOnServer(LoadSignal.queueToCompute(), server).check(it, true)))
        .extracting(Finding::problem)
        .containsExactly(
            "\"[ovms_wait_for_infer_req_time_us]\" must be exported for queue to compute, and the"
                + " server, an OVMS 2026.2.1, does not");
  }

  @Test
  void theOnlyModelCanBeChosenAndNothingIsLost() {
    assertThat(codes(REQUESTS.model("resnet50"), server().build())).isEmpty();
  }

  @Test
  void theLoadOfOtherModelsAddsNoPod() {
    OvmsModelServer server = server().model(model("bert")).build();

    assertThat(codes(REQUESTS.model("bert"), server)).containsExactly(OTHER_MODELS);
    assertThat(codes(REQUESTS, server)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "", "RESNET50", "resnet50 "})
  void aModelOfAnotherServerCannotBeChosen(String name) {
    assertThat(codes(REQUESTS.model(name), server().build())).contains(SIGNAL_MODEL);
    assertThat(codes(REQUESTS.model(name), server().build())).containsOnly(SIGNAL_MODEL);
  }

  @Test
  void aNameThatIsNoLabelValueCannotBeSelected() {
    for (String name : List.of("vision/bert", "b".repeat(64))) {
      OvmsModelServer server = server().model(model(name)).build();
      assertThat(codes(REQUESTS.model(name), server)).containsExactly(SIGNAL_MODEL, OTHER_MODELS);
    }
    assertThat(codes(REQUESTS.model("b".repeat(63)), server().model(model("b".repeat(63))).build()))
        .containsExactly(OTHER_MODELS);
  }

  @Test
  void whereNothingIsSelectedByLabelEveryNameWillDo() {
    OvmsModelServer server = server().model(model("vision/bert")).build();

    assertThat(codes(REQUESTS.model("vision/bert"), server, false)).containsExactly(OTHER_MODELS);
    assertThat(codes(REQUESTS.model("bert"), server, false)).containsExactly(SIGNAL_MODEL);
  }

  private static List<FindingCode> codes(LoadSignal signal, OvmsModelServer server) {
    return codes(signal, server, true);
  }

  private static List<FindingCode> codes(
      LoadSignal signal, OvmsModelServer server, boolean selectsByLabel) {
    return Reported.codesBy(it -> new SignalOnServer(signal, server).check(it, selectsByLabel));
  }

  private static OvmsModelServer.Builder serverFor(LoadSignal signal) {
    return signal.isOfGraphs() ? Programs.graphs(Programs.chart(), "llm") : server();
  }

  private static OvmsModelServer.Builder server() {
    return Programs.server(Programs.chart(), "resnet");
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/a")).streams(2);
  }
}
