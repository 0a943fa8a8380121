package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of all requests: tensors of zeros, a custom body, or a request to a generative model.
 *
 * @param tensors the inputs; empty if there is something else
 * @param body JSON for HTTP, sent unchanged
 * @param generative a request to a generative model
 */
record Payload(
    List<Tensor> tensors, Optional<String> body, Optional<GenerativeRequest> generative) {
  static final Payload NONE = new Payload(List.of(), Optional.empty(), Optional.empty());

  /** A ConfigMap is limited to 1 MiB, and contains other files. */
  private static final int LONGEST_BODY = 512 << 10;

  private static final ObjectReader JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).reader();

  Payload {
    tensors = List.copyOf(tensors);
  }

  Payload with(Tensor tensor) {
    List<Tensor> more = new ArrayList<>(tensors);
    more.add(tensor);
    return new Payload(more, body, generative);
  }

  Payload with(String text) {
    return new Payload(tensors, Optional.of(text), generative);
  }

  Payload with(GenerativeRequest request) {
    return new Payload(tensors, body, Optional.of(request));
  }

  /** Returns whether a servable may answer. */
  boolean isAnsweredBy(Servable servable) {
    return generative
        .map(request -> request.isAnsweredBy(servable))
        .orElseGet(() -> servable instanceof Model);
  }

  void check(Findings findings, Protocol protocol) {
    findings.require(
        !tensors.isEmpty() || body.isPresent() || generative.isPresent(),
        FindingCode.MISSING,
        "input",
        "no request content is given, which depends on the model",
        "Add .input(Tensor.of(\"0\", DataType.FP32, 1, 224, 224, 3)), as shown by GET"
            + " /v2/models/NAME, .body(json), or for a generative model"
            + " .request(ChatRequest.of(\"..\")).");
    findings.require(
        tensors.isEmpty() || body.isEmpty(),
        FindingCode.LOAD_REQUEST,
        "body",
        "both a body and inputs are given; a request contains one of them",
        "Leave .input(..) or .body(..) out.");
    generative.ifPresent(request -> checkGenerative(findings, protocol, request));
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      tensor.check(findings);
      findings.require(
          names.add(tensor.name()),
          FindingCode.LOAD_REQUEST,
          "input",
          quote(tensor.name()) + " is the name of two inputs",
          "Add each input of the model once.");
    }
    body.ifPresent(text -> checkBody(findings, protocol, text));
  }

  /** Returns the JSON of an HTTP request: all of it, or the part before the binary tensor data. */
  String json() {
    return body.or(() -> generative.map(request -> ConfigText.json(request.fields())))
        .orElseGet(
            () ->
                ConfigText.json(
                    Map.of("inputs", tensors.stream().map(Payload::withSize).toList())));
  }

  /** Returns the number of tensor bytes after the JSON. */
  int zeros() {
    return tensors.stream().mapToInt(Tensor::bytes).sum();
  }

  /** Returns the size of a request. */
  int bytes() {
    return json().getBytes(StandardCharsets.UTF_8).length + zeros();
  }

  private static Map<String, Object> withSize(Tensor tensor) {
    Map<String, Object> input = new LinkedHashMap<>(tensor.description());
    input.put("parameters", Map.of("binary_data_size", tensor.bytes()));
    return input;
  }

  private void checkGenerative(Findings findings, Protocol protocol, GenerativeRequest request) {
    request.check(findings);
    findings.require(
        tensors.isEmpty() && body.isEmpty(),
        FindingCode.LOAD_REQUEST,
        "request",
        "both a request to a generative model and an input or a body are given",
        "Leave .input(..) and .body(..) out.");
    findings.require(
        protocol == Protocol.HTTP,
        FindingCode.LOAD_REQUEST,
        "request",
        "OVMS serves the API of OpenAI over HTTP only",
        "Leave .protocol(Protocol.GRPC) out.");
  }

  private static void checkBody(Findings findings, Protocol protocol, String text) {
    findings.require(
        protocol == Protocol.HTTP,
        FindingCode.LOAD_REQUEST,
        "body",
        "a body is JSON for HTTP; gRPC requests have another format",
        "Describe the inputs with .input(..), or leave .protocol(Protocol.GRPC) out.");
    findings.require(
        text.length() <= LONGEST_BODY,
        FindingCode.LOAD_REQUEST,
        "body",
        quote(text) + " is longer than 512 KiB, the available space in a ConfigMap",
        "Describe the inputs with .input(..), which are sent as zeros and need no space.");
    findings.require(
        isRequest(text) && Text.isPlain(text),
        FindingCode.LOAD_REQUEST,
        "body",
        quote(text) + " is not the JSON of a request, an object with a list of inputs",
        "Write a body such as {\"inputs\": [{\"name\": \"0\", \"datatype\": \"FP32\", \"shape\": [1,"
            + " 2], \"data\": [0, 0]}]}.");
  }

  private static boolean isRequest(String text) {
    try {
      JsonNode inputs = JSON.readTree(text).path("inputs");
      return inputs.isArray() && !inputs.isEmpty();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
