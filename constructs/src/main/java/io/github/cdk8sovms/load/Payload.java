package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.Findings.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every request carries: tensors of zeros, or a body that was written by the user.
 *
 * @param tensors the inputs; none if there is a body
 * @param body JSON for HTTP, sent as it is
 */
record Payload(List<Tensor> tensors, Optional<String> body) {
  static final Payload NONE = new Payload(List.of(), Optional.empty());

  /** A ConfigMap holds one MiB, and there are other files in it. */
  private static final int LONGEST_BODY = 512 << 10;

  private static final ObjectReader JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).reader();

  Payload {
    tensors = List.copyOf(tensors);
  }

  Payload with(Tensor tensor) {
    List<Tensor> more = new ArrayList<>(tensors);
    more.add(tensor);
    return new Payload(more, body);
  }

  Payload with(String text) {
    return new Payload(tensors, Optional.of(text));
  }

  void check(Findings findings, Protocol protocol) {
    findings.require(
        !tensors.isEmpty() || body.isPresent(),
        FindingCode.MISSING,
        "input",
        "it is not said what a request carries, which differs by model",
        "Add .input(Tensor.of(\"0\", DataType.FP32, 1, 224, 224, 3)), as GET /v2/models/NAME tells,"
            + " or .body(json).");
    findings.require(
        tensors.isEmpty() || body.isEmpty(),
        FindingCode.LOAD_REQUEST,
        "body",
        "a body is given and inputs too; a request carries one of them",
        "Leave .input(..) or .body(..) out.");
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      tensor.check(findings);
      findings.require(
          names.add(tensor.name()),
          FindingCode.LOAD_REQUEST,
          "input",
          quote(tensor.name()) + " is the name of two inputs",
          "Give each input of the model once.");
    }
    body.ifPresent(text -> checkBody(findings, protocol, text));
  }

  /** The JSON of a request over HTTP: all of it, or what comes before the bytes of the tensors. */
  String json() {
    return body.orElseGet(
        () -> ConfigText.json(Map.of("inputs", tensors.stream().map(Payload::withSize).toList())));
  }

  /** How many bytes of tensors come after the JSON. */
  int zeros() {
    return tensors.stream().mapToInt(Tensor::bytes).sum();
  }

  /** How long a request is. */
  int bytes() {
    return json().getBytes(StandardCharsets.UTF_8).length + zeros();
  }

  private static Map<String, Object> withSize(Tensor tensor) {
    Map<String, Object> input = new LinkedHashMap<>(tensor.description());
    input.put("parameters", Map.of("binary_data_size", tensor.bytes()));
    return input;
  }

  private static void checkBody(Findings findings, Protocol protocol, String text) {
    findings.require(
        protocol == Protocol.HTTP,
        FindingCode.LOAD_REQUEST,
        "body",
        "a body is JSON for HTTP; over gRPC a request has another form",
        "Describe the inputs with .input(..), or leave .protocol(Protocol.GRPC) out.");
    findings.require(
        text.length() <= LONGEST_BODY,
        FindingCode.LOAD_REQUEST,
        "body",
        quote(text) + " is longer than 512 KiB, which is what a ConfigMap has room for",
        "Describe the inputs with .input(..), which are sent as zeros and take no room.");
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
