package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.Locale;

/** The format in which a model reasons before it answers. */
public enum ReasoningParser {
  /** Qwen 3; since OVMS 2025.3. */
  QWEN3(2025, 3),

  /** gpt-oss; since OVMS 2025.4. */
  GPTOSS(2025, 4),

  /** Gemma 4; since OVMS 2026.2. */
  GEMMA4(2026, 2),

  /** MiniCPM 5; since OVMS 2026.3. */
  MINICPM5(2026, 3),

  /** LFM 2; since OVMS 2026.3. */
  LFM2(2026, 3);

  private final OvmsVersion since;

  ReasoningParser(int year, int minor) {
    this.since = new OvmsVersion(year, minor, 0);
  }

  OvmsVersion since() {
    return since;
  }

  /** Returns its name in the graph. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
