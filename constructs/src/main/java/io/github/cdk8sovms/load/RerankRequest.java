package io.github.cdk8sovms.load;

import io.github.cdk8sovms.serving.Rerank;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request to order documents by their relevance for a query.
 *
 * <pre>{@code
 * RerankRequest.of("What is an abacus?", "A counting frame.", "A column.")
 * }</pre>
 *
 * @see <a href="https://docs.openvino.ai/2026/model-server/ovms_docs_rest_api_rerank.html">OVMS'
 *     rerank</a>
 */
public final class RerankRequest extends GenerativeRequest {
  private final String query;
  private final List<String> documents;

  private RerankRequest(String query, List<String> documents) {
    this.query = query;
    this.documents = documents;
  }

  /** Returns a request with a query and one or more documents. */
  public static RerankRequest of(String query, String... documents) {
    return new RerankRequest(
        Required.nonNull(query, "query"),
        Required.elements(Arrays.asList(Required.nonNull(documents, "documents")), "documents"));
  }

  @Override
  String path() {
    return "/rerank";
  }

  @Override
  Class<? extends Servable> task() {
    return Rerank.class;
  }

  @Override
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("query", query);
    fields.put("documents", documents);
    return fields;
  }

  @Override
  String numbered() {
    return "query";
  }

  @Override
  void check(Findings findings) {
    checkText(findings, "query", query);
    checkTexts(findings, "document", documents);
  }
}
