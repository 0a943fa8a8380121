package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to a graph in the API of OpenAI, or of Cohere for ranks: its model is in the body.
 * Below /v1 since 2026.3.
 *
 * @param path behind the version
 * @param body all of it
 */
record GraphCall(String path, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile("/v([13])/(chat/completions|embeddings|rerank)");

  /** With ignore_eos, an answer has no more: IGNORE_EOS_MAX_TOKENS_LIMIT in src/llm/apis. */
  private static final int MOST_TOKENS = 4000;

  /** Whether a path is of this API in a release. */
  static Optional<String> pathIn(String rawPath, OvmsRelease release) {
    Matcher path = PATH.matcher(rawPath);
    return path.matches() && (path.group(1).equals("3") || !release.isBefore(2026, 3))
        ? Optional.of(path.group(2))
        : Optional.empty();
  }

  static GraphCall read(String path, byte[] body) {
    try {
      return new GraphCall(path, JSON.readTree(body));
    } catch (IOException e) {
      return new GraphCall(path, JsonNodeFactory.instance.missingNode());
    }
  }

  String model() {
    return body.path("model").asText();
  }

  boolean isStream() {
    return body.path("stream").asBoolean();
  }

  boolean isValid() {
    return switch (path) {
      case "chat/completions" ->
          !body.path("messages").isEmpty()
              && allTexts(body.path("messages"), "content")
              && tokens() >= 1
              && tokens() <= MOST_TOKENS;
      case "embeddings" -> !body.path("input").isEmpty();
      default -> body.path("query").isTextual() && !body.path("documents").isEmpty();
    };
  }

  /** The answer, with the tokens that were asked for; without vectors and ranks. */
  ObjectNode answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("model", model());
    if (path.equals("chat/completions")) {
      answer.putArray("choices").addObject().putObject("message").put("content", "...");
      answer.putObject("usage").put("prompt_tokens", 1).put("completion_tokens", tokens());
    }
    return answer;
  }

  /** A part of an answer that is streamed. */
  String delta(String text) {
    ObjectNode chunk = JsonNodeFactory.instance.objectNode();
    chunk.put("object", "chat.completion.chunk").put("model", model());
    chunk.putArray("choices").addObject().putObject("delta").put("content", text);
    return chunk.toString();
  }

  private int tokens() {
    return body.path("max_tokens").asInt(MOST_TOKENS);
  }

  private static boolean allTexts(JsonNode messages, String field) {
    for (JsonNode message : messages) {
      if (!message.path(field).isTextual()) {
        return false;
      }
    }
    return true;
  }
}
