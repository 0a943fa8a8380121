package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/**
 * The model that a load test calls.
 *
 * @param server that has it
 * @param givenModel its name; empty for the only one that answers
 * @param payload of the requests
 * @param protocol of the requests
 * @param givenKey the API key; empty for that of the server
 * @param namespace of the load test
 */
record LoadTarget(
    ModelServer server,
    Optional<String> givenModel,
    Payload payload,
    Protocol protocol,
    Optional<ApiKey> givenKey,
    String namespace) {

  /** Returns the name of the model, which has been checked. */
  String model() {
    return givenModel.orElseGet(() -> answering().get(0).name());
  }

  /** Returns the API key to send; a pod cannot use Secrets of another namespace. */
  Optional<ApiKey> apiKey() {
    boolean isIn = server.namespace().equals(namespace);
    return payload.generative().isEmpty()
        ? Optional.empty()
        : givenKey.or(() -> ServerLink.of(server).apiKey().filter(key -> isIn));
  }

  void check(Findings findings) {
    List<String> names = answering().stream().map(Servable::name).toList();
    if (names.isEmpty()) {
      payload
          .generative()
          .ifPresentOrElse(request -> addNoTask(findings, request), () -> addNoModel(findings));
    } else {
      checkName(findings, names);
    }
    payload.generative().ifPresent(request -> checkGenerative(findings, request));
    findings.require(
        protocol == Protocol.GRPC
            || payload.tensors().isEmpty()
            || ServerLink.of(server).serving().version().takesRawTensorsOverHttp(),
        FindingCode.LOAD_REQUEST,
        "input",
        quote(ServerLink.of(server).serving().version())
            + " does not support raw tensors over HTTP, which require OVMS 2022.3",
        "Add .protocol(Protocol.GRPC), or write the request yourself with .body(json).");
  }

  private List<Servable> answering() {
    return server.servables().stream().filter(payload::isAnsweredBy).toList();
  }

  private void checkName(Findings findings, List<String> names) {
    findings.require(
        givenModel.map(names::contains).orElse(names.size() == 1),
        FindingCode.LOAD_MODEL,
        "model",
        givenModel
            .map(name -> quote(name) + " is not a model of " + server.serviceName())
            .orElse("no model is given, and the server has " + names.size()),
        "Write .model(..) with one of: " + String.join(", ", names) + ".");
  }

  private void addNoModel(Findings findings) {
    findings.add(
        FindingCode.LOAD_MODEL,
        "server",
        quote(server.serviceName())
            + " serves graphs only, and this load test sends inference requests to models",
        "Add .request(ChatRequest.of(\"..\")) or another request to a generative model instead of"
            + " .input(..) and .body(..). For other graphs, use a load generator for their API.");
  }

  private void addNoTask(Findings findings, GenerativeRequest request) {
    findings.add(
        FindingCode.LOAD_MODEL,
        "server",
        quote(server.serviceName())
            + " has no "
            + request.task().getSimpleName()
            + ", which answers such requests",
        "Send requests for the task of its models, or add one with .generative(..) on the server.");
  }

  private void checkGenerative(Findings findings, GenerativeRequest request) {
    answering().stream()
        .filter(model -> givenModel.map(model.name()::equals).orElse(true))
        .forEach(model -> request.checkFor(model, findings));
    findings.require(
        ServerLink.of(server).apiKey().isEmpty() || apiKey().isPresent(),
        FindingCode.MISSING,
        "apiKey",
        "the server rejects requests without its API key, and a pod cannot use a Secret of another"
            + " namespace",
        "Leave .namespace(..) out, or copy the Secret and add .apiKey(\"chat-key\").");
  }
}
