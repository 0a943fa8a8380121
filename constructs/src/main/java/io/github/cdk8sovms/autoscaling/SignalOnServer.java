package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Served.ServedGraph;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that a server exports a signal, and what the signal does not cover.
 *
 * @param followed names of the models and graphs that a signal of the autoscaler measures
 */
record SignalOnServer(LoadSignal signal, ModelServer server, Set<String> followed) {

  /** A signal on its own. */
  SignalOnServer(LoadSignal signal, ModelServer server) {
    this(signal, server, followed(List.of(signal), server));
  }

  /** Returns the names of the models and graphs that one of the signals measures. */
  static Set<String> followed(List<LoadSignal> signals, ModelServer server) {
    Set<String> names = new HashSet<>();
    for (LoadSignal each : signals) {
      ServerLink.of(server).serving().capacity().servables().stream()
          .filter(servable -> each.model().map(servable.name()::equals).orElse(true))
          .filter(SignalLink.of(each)::measures)
          .forEach(servable -> names.add(servable.name()));
    }
    return names;
  }

  /**
   * Checks signal and server.
   *
   * @param selectsByLabel whether a model is selected by a label selector
   */
  void check(Findings findings, boolean selectsByLabel) {
    List<String> missing =
        signal.needs().stream()
            .filter(metric -> !ServerLink.of(server).exportedMetrics().contains(metric))
            .map(OvmsMetric::series)
            .toList();
    findings.require(
        missing.isEmpty(),
        FindingCode.NOT_EXPORTED,
        "signal",
        quote(missing)
            + " must be exported for "
            + signal.description()
            + ", and the server, an OVMS "
            + ServerLink.of(server).serving().version()
            + ", does not",
        "Add them to .metrics(..) of the server, leave .metrics(..) out, or use a newer image.");
    checkMeasured(findings);
    signal.model().ifPresent(model -> checkModel(findings, model, selectsByLabel));
  }

  private boolean measures(Served servable) {
    return SignalLink.of(signal).measures(servable);
  }

  /** A signal that nothing in its scope exports has no value, so the autoscaler never scales. */
  private void checkMeasured(Findings findings) {
    List<Served> inScope =
        ServerLink.of(server).serving().capacity().servables().stream()
            .filter(each -> signal.model().map(each.name()::equals).orElse(true))
            .toList();
    List<String> others =
        inScope.stream().filter(each -> !measures(each)).map(Served::name).toList();
    if (inScope.isEmpty() || others.isEmpty()) {
      return;
    }
    boolean ofGraphs =
        inScope.stream().anyMatch(each -> each instanceof ServedModel && !measures(each));
    findings.require(
        others.size() < inScope.size(),
        FindingCode.NOT_MEASURED,
        "signal",
        quote(others)
            + (ofGraphs
                ? " are models, which export no graphs; " + signal.description() + " has no value"
                : (haveCapacity(inScope) ? " are graphs" : " are graphs without a capacity")
                    + ", which export no streams and no infer requests; "
                    + signal.description()
                    + " has no value")
            + " and never scales",
        ofGraphs
            ? "Use LoadSignal.requestsPerStream(), or declare"
                + " graphs with .generative(TextGeneration.of(..)) or .graph(Graph.of(..))."
            : haveCapacity(inScope)
                ? "Use LoadSignal.graphsInFlight(capacity), or leave .signal(..) out."
                : "Set .capacity(..) on the graph and leave .signal(..) out, or use"
                    + " LoadSignal.graphsInFlight(capacity).");
    findings.require(
        others.size() == inScope.size() || followed.containsAll(others),
        FindingCode.OTHER_MODELS,
        "signal",
        quote(others)
            + (ofGraphs ? " are models" : " are graphs")
            + ", which this signal does not measure; their load never adds a pod",
        "Use one server for models and one for graphs.");
  }

  /** Returns whether the default signal measures what is in scope. */
  private static boolean haveCapacity(List<Served> inScope) {
    return inScope.stream()
        .allMatch(each -> each instanceof ServedGraph graph && graph.capacity().isPresent());
  }

  private void checkModel(Findings findings, String model, boolean selectsByLabel) {
    List<String> models = server.servables().stream().map(Servable::name).toList();
    findings.require(
        models.contains(model),
        FindingCode.SIGNAL_MODEL,
        "signal",
        quote(model) + " is not a model of the server, " + quote(models),
        "Write the name of one of them.");
    findings.require(
        !selectsByLabel || Labels.isValue(model),
        FindingCode.SIGNAL_MODEL,
        "signal",
        quote(model)
            + " cannot be selected by an autoscaler, which uses label values: at most 63"
            + " letters, digits, '-', '_' and '.'",
        "Give the model such a name, or follow all models.");
    findings.require(
        models.size() <= 1 || !models.contains(model) || followed.containsAll(models),
        FindingCode.OTHER_MODELS,
        "signal",
        quote(model)
            + " is one of the models "
            + quote(models)
            + " of each pod; the load of the others never adds a pod",
        "Follow all models, add a signal for each with .additionalSignal(..), or use one server per"
            + " model.");
  }
}
