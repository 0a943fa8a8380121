package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * A model that transcribes and translates speech, at {@code /v3/audio/transcriptions} and {@code
 * /v3/audio/translations}. Since OVMS 2026.2 its graph also streams.
 *
 * <pre>{@code
 * SpeechToText.of("openai/whisper-large-v3", ModelSource.volumeClaim("llms", "whisper").manyNodes())
 *     .wordTimestamps()
 *     .capacity(4)
 * }</pre>
 */
public final class SpeechToText extends GenerativeModel<SpeechToText> {
  private SpeechToText(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings);
  }

  /**
   * Returns a speech model.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static SpeechToText of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new SpeechToText(name, source, GenerativeSettings.DEFAULT);
  }

  /**
   * Sets how many inferences run side by side. They are not in OVMS' metrics. Default: one.
   *
   * @param count 1 to 1024
   */
  public SpeechToText numStreams(int count) {
    return with(settings().property(GenerativeSettings.NUM_STREAMS, String.valueOf(count)));
  }

  /** Loads the model with timestamps of words, since OVMS 2026.0. Default: without. */
  public SpeechToText wordTimestamps() {
    return with(settings().with(GraphOption.WORD_TIMESTAMPS, true));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.SPEECH_TO_TEXT;
  }

  @Override
  SpeechToText with(GenerativeSettings other) {
    return new SpeechToText(name(), source(), other);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    new GenerativeLimits(settings(), findings).streams();
  }
}
