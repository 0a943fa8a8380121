package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * A model that turns texts into vectors, at {@code /v3/embeddings}.
 *
 * <pre>{@code
 * Embeddings.of("BAAI/bge-m3", ModelSource.volumeClaim("llms", "bge-m3").manyNodes())
 *     .pooling(Pooling.CLS)
 *     .numStreams(2)
 *     .capacity(8)
 * }</pre>
 */
public final class Embeddings extends GenerativeModel<Embeddings> {
  private Embeddings(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings);
  }

  /**
   * Returns an embeddings model.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static Embeddings of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new Embeddings(name, source, GenerativeSettings.DEFAULT);
  }

  /**
   * Sets how many inferences run side by side. They are not in OVMS' metrics. Default: one.
   *
   * @param count 1 to 1024
   */
  public Embeddings numStreams(int count) {
    return with(settings().property(GenerativeSettings.NUM_STREAMS, String.valueOf(count)));
  }

  /** Sets the pooling. Default: that of OVMS, {@link Pooling#CLS}. */
  public Embeddings pooling(Pooling pooling) {
    return with(settings().with(GraphOption.POOLING, Required.nonNull(pooling)));
  }

  /** Sets whether vectors have the length 1. Default: true. */
  public Embeddings normalize(boolean enabled) {
    return with(settings().with(GraphOption.NORMALIZE, enabled));
  }

  /** Cuts texts that are too long for the model. Default: they are rejected. */
  public Embeddings truncate() {
    return with(settings().with(GraphOption.TRUNCATE, true));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.EMBEDDINGS;
  }

  @Override
  Embeddings with(GenerativeSettings other) {
    return new Embeddings(name(), source(), other);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    new GenerativeLimits(settings(), findings).streams();
  }

  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    super.checkFor(version, findings);
    new GenerativeLimits(settings(), findings)
        .value(GraphOption.POOLING, it -> ((Pooling) it).since(), version);
  }
}
