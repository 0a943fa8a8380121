package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * A model that speaks texts, at {@code /v3/audio/speech}.
 *
 * <pre>{@code
 * TextToSpeech.of("microsoft/speecht5_tts", ModelSource.volumeClaim("llms", "tts").manyNodes())
 *     .capacity(4)
 * }</pre>
 */
public final class TextToSpeech extends GenerativeModel<TextToSpeech> {
  private TextToSpeech(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings);
  }

  /**
   * Returns a speech model.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static TextToSpeech of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new TextToSpeech(name, source, GenerativeSettings.DEFAULT);
  }

  /**
   * Sets how many inferences run side by side. They are not in OVMS' metrics. Default: one.
   *
   * @param count 1 to 1024
   */
  public TextToSpeech numStreams(int count) {
    return with(settings().property(GenerativeSettings.NUM_STREAMS, String.valueOf(count)));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.TEXT_TO_SPEECH;
  }

  @Override
  TextToSpeech with(GenerativeSettings other) {
    return new TextToSpeech(name(), source(), other);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    new GenerativeLimits(settings(), findings).streams();
  }
}
