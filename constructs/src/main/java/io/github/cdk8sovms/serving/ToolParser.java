package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.Locale;

/** The format in which a model calls tools. */
public enum ToolParser {
  /** Llama 3; since OVMS 2025.3. */
  LLAMA3(2025, 3),

  /** Hermes 3, and Qwen 3; since OVMS 2025.3. */
  HERMES3(2025, 3),

  /** Phi 4; since OVMS 2025.3. */
  PHI4(2025, 3),

  /** Mistral; since OVMS 2025.3. */
  MISTRAL(2025, 3),

  /** gpt-oss; since OVMS 2025.4. */
  GPTOSS(2025, 4),

  /** Qwen 3 Coder; since OVMS 2025.4. */
  QWEN3CODER(2025, 4),

  /** Devstral; since OVMS 2026.0. */
  DEVSTRAL(2026, 0),

  /** LFM 2; since OVMS 2026.2. */
  LFM2(2026, 2),

  /** Gemma 4; since OVMS 2026.2. */
  GEMMA4(2026, 2),

  /** MiniCPM 5; since OVMS 2026.3. */
  MINICPM5(2026, 3);

  private final OvmsVersion since;

  ToolParser(int year, int minor) {
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
