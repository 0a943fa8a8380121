package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;

/**
 * A request to a generative model, in the API of OpenAI that OVMS serves: {@link ChatRequest},
 * {@link EmbeddingsRequest} or {@link RerankRequest}.
 *
 * <p>All requests of a load test are alike, but for a number at the start of each prompt: equal
 * prompts would be answered from the prefix cache of OVMS, which real ones are not.
 */
public abstract sealed class GenerativeRequest
    permits ChatRequest, EmbeddingsRequest, RerankRequest {
  /** A ConfigMap is limited to 1 MiB, and contains other files. */
  private static final int LONGEST_TEXT = 512 << 10;

  GenerativeRequest() {}

  /** Returns the path below the base URL of the API. */
  abstract String path();

  /** Returns the type of the models that answer such requests. */
  abstract Class<? extends Servable> task();

  /** Returns the fields of the request, without its model. */
  abstract Map<String, Object> fields();

  /** Returns the field to whose texts the number of the request is added. */
  abstract String numbered();

  abstract void check(Findings findings);

  /** Checks the request for one of the models that may answer. */
  void checkFor(Servable model, Findings findings) {}

  /** Returns whether a servable may answer; what a graph of the user does is unknown. */
  final boolean isAnsweredBy(Servable servable) {
    return task().isInstance(servable) || servable instanceof Graph;
  }

  /** Checks a text that is sent. */
  static void checkText(Findings findings, String what, String text) {
    findings.require(
        text.length() <= LONGEST_TEXT,
        FindingCode.LOAD_REQUEST,
        "request",
        quote(text) + " is longer than 512 KiB, the available space in a ConfigMap",
        "Write a shorter " + what + ".");
    findings.require(
        !text.isBlank() && Text.isPlain(text),
        FindingCode.LOAD_REQUEST,
        "request",
        quote(text) + " is not a usable " + what + "; it must be text without control characters",
        "Write a " + what + " as clients send it.");
  }

  /** Checks a list of texts that are sent in one request. */
  static void checkTexts(Findings findings, String what, List<String> texts) {
    findings.require(
        !texts.isEmpty(),
        FindingCode.LOAD_REQUEST,
        "request",
        "there is no " + what + ", and OVMS rejects a request without one",
        "Add at least one " + what + ".");
    checkText(findings, what, String.join(" ", texts.isEmpty() ? List.of(what) : texts));
  }
}
