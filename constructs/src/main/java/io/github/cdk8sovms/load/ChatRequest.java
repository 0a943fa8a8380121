package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chat completion. Each answer has exactly {@link #maxTokens} tokens ({@code ignore_eos}), so
 * that the load does not depend on what the model answers. Answers are not streamed, because k6
 * reads an answer when it is complete: the log has the generated tokens and the tokens per second
 * of a request, but not the time to the first token. AIPerf and GuideLLM measure that.
 *
 * <pre>{@code
 * ChatRequest.of("Summarize the history of the abacus.").maxTokens(200)
 * }</pre>
 *
 * @see <a href="https://docs.openvino.ai/2026/model-server/ovms_docs_rest_api_chat.html">OVMS' chat
 *     completions</a>
 */
public final class ChatRequest extends GenerativeRequest {
  private static final int DEFAULT_TOKENS = 128;

  /** OVMS rejects more with ignore_eos: IGNORE_EOS_MAX_TOKENS_LIMIT in src/llm/apis. */
  private static final int MOST_TOKENS = 4000;

  private final String prompt;
  private final Optional<String> system;
  private final int maxTokens;

  private ChatRequest(String prompt, Optional<String> system, int maxTokens) {
    this.prompt = prompt;
    this.system = system;
    this.maxTokens = maxTokens;
  }

  /** Returns a request with a message of the user and an answer of 128 tokens. */
  public static ChatRequest of(String prompt) {
    return new ChatRequest(Required.nonNull(prompt), Optional.empty(), DEFAULT_TOKENS);
  }

  /**
   * Sets the system message. It is the same in all requests, so with prefix caching OVMS processes
   * it once, as for real clients of one application.
   */
  public ChatRequest system(String message) {
    return new ChatRequest(prompt, Optional.of(Required.nonNull(message)), maxTokens);
  }

  /** Sets the number of tokens of each answer, 1 to 4000. Default: 128. */
  public ChatRequest maxTokens(int count) {
    return new ChatRequest(prompt, system, count);
  }

  @Override
  String path() {
    return "/chat/completions";
  }

  @Override
  Class<? extends Servable> task() {
    return TextGeneration.class;
  }

  @Override
  Map<String, Object> fields() {
    List<Map<String, Object>> messages = new ArrayList<>();
    system.ifPresent(text -> messages.add(message("system", text)));
    messages.add(message("user", prompt));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("messages", messages);
    fields.put("max_tokens", maxTokens);
    fields.put("ignore_eos", true);
    fields.put("stream", false);
    return fields;
  }

  @Override
  String numbered() {
    return "messages";
  }

  @Override
  void check(Findings findings) {
    checkText(findings, "prompt", prompt);
    system.ifPresent(text -> checkText(findings, "system message", text));
    findings.require(
        maxTokens >= 1 && maxTokens <= MOST_TOKENS,
        FindingCode.LOAD_REQUEST,
        "request.maxTokens",
        quote(maxTokens)
            + " is not a number of tokens to generate; it must be 1 to 4000, the limit of OVMS for"
            + " answers of a given length",
        "Write .maxTokens(200), about as many as answers of your application have.");
  }

  @Override
  void checkFor(Servable model, Findings findings) {
    if (model instanceof TextGeneration generation) {
      generation
          .maxTokens()
          .ifPresent(
              limit ->
                  findings.require(
                      maxTokens < limit,
                      FindingCode.LOAD_REQUEST,
                      "request.maxTokens",
                      quote(maxTokens)
                          + " is not below "
                          + limit
                          + ", the limit of "
                          + model.name()
                          + ", so OVMS rejects the request",
                      "Write .maxTokens(..) with fewer, or raise the limit of the model."));
    }
  }

  private static Map<String, Object> message(String role, String text) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", text);
    return message;
  }
}
