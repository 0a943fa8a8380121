package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request for an inference over HTTP: JSON, and behind it the bytes of those tensors that say how
 * many they are.
 *
 * @param body all of it
 * @param jsonLength the header that says where the JSON ends; empty if there is nothing else
 */
record InferenceCall(byte[] body, Optional<String> jsonLength) {
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile("/v2/models/([^/]+)(?:/versions/\\d+)?/infer");
  private static final Pattern BITS = Pattern.compile("(?:FP|U?INT)(8|16|32|64)");

  /** The model that is asked, as it is in the path, if the path is that of an inference. */
  static Optional<String> model(URI uri) {
    Matcher path = PATH.matcher(uri.getRawPath());
    return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
  }

  /** Whether each tensor has as much data as its shape and type ask for, and nothing is left. */
  boolean isValid() {
    try {
      int end = jsonLength.map(Integer::parseInt).orElse(body.length);
      JsonNode inputs = JSON.readTree(Arrays.copyOf(body, end)).path("inputs");
      long bytes = 0;
      for (JsonNode input : inputs) {
        JsonNode size = input.at("/parameters/binary_data_size");
        if (!(size.isMissingNode()
            ? input.path("data").size() == elements(input)
            : size.asLong() == elements(input) * bytesOfElement(input))) {
          return false;
        }
        bytes += size.asLong();
      }
      return !inputs.isEmpty() && end + bytes == body.length;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static long elements(JsonNode input) {
    long elements = input.path("name").asText().isEmpty() ? 0 : 1;
    for (JsonNode size : input.path("shape")) {
      elements *= size.asLong();
    }
    return elements;
  }

  private static long bytesOfElement(JsonNode input) {
    String type = input.path("datatype").asText();
    Matcher bits = BITS.matcher(type);
    if (!bits.matches()) {
      throw new IllegalArgumentException(type);
    }
    return Long.parseLong(bits.group(1)) / 8;
  }
}
