package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * A model that orders documents by how well they answer a query, at {@code /v3/rerank}.
 *
 * <pre>{@code
 * Rerank.of("BAAI/bge-reranker-v2-m3", ModelSource.volumeClaim("llms", "reranker").manyNodes())
 *     .capacity(8)
 * }</pre>
 */
public final class Rerank extends GenerativeModel<Rerank> {
  private Rerank(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings);
  }

  /**
   * Returns a reranker.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static Rerank of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new Rerank(name, source, GenerativeSettings.DEFAULT);
  }

  /**
   * Sets how many inferences run side by side. They are not in OVMS' metrics. Default: one.
   *
   * @param count 1 to 1024
   */
  public Rerank numStreams(int count) {
    return with(settings().property(GenerativeSettings.NUM_STREAMS, String.valueOf(count)));
  }

  /**
   * Limits the parts into which the documents of a request are split. Default: 10000.
   *
   * @param count 1 to 1000000
   */
  public Rerank maxChunks(int count) {
    return with(settings().with(GraphOption.MAX_CHUNKS, count));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.RERANK;
  }

  @Override
  Rerank with(GenerativeSettings other) {
    return new Rerank(name(), source(), other);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    GenerativeLimits limits = new GenerativeLimits(settings(), findings);
    limits.streams();
    limits.number(GraphOption.MAX_CHUNKS, 1, 1_000_000, "Leave .maxChunks(..) out.");
  }
}
