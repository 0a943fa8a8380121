package io.github.cdk8sovms.load;

import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request for the embeddings of texts.
 *
 * <pre>{@code
 * EmbeddingsRequest.of("What is an abacus?", "Who invented it?")
 * }</pre>
 *
 * @see <a
 *     href="https://docs.openvino.ai/2026/model-server/ovms_docs_rest_api_embeddings.html">OVMS'
 *     embeddings</a>
 */
public final class EmbeddingsRequest extends GenerativeRequest {
  private final List<String> texts;

  private EmbeddingsRequest(List<String> texts) {
    this.texts = texts;
  }

  /** Returns a request with one or more texts. */
  public static EmbeddingsRequest of(String... texts) {
    return new EmbeddingsRequest(
        Required.elements(Arrays.asList(Required.nonNull(texts)), "texts"));
  }

  @Override
  String path() {
    return "/embeddings";
  }

  @Override
  Class<? extends Servable> task() {
    return Embeddings.class;
  }

  @Override
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("input", texts);
    return fields;
  }

  @Override
  String numbered() {
    return "input";
  }

  @Override
  void check(Findings findings) {
    checkTexts(findings, "text", texts);
  }
}
