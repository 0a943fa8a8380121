package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Flags of a server that users may add, with the releases that have them. OVMS exits at a flag that
 * it does not know.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/cli_parser.cpp">cli_parser.cpp</a>,
 *     read in each release from 2022.2 to 2026.3
 */
enum ServerFlag {
  GRPC_BIND_ADDRESS(Value.TEXT),
  REST_BIND_ADDRESS(Value.TEXT),
  GRPC_WORKERS(Value.NUMBER),
  GRPC_MEMORY_QUOTA(Value.NUMBER, 2023, 2),
  LOG_PATH(Value.TEXT),
  CUSTOM_NODE_RESOURCES_CLEANER_INTERVAL_SECONDS(Value.NUMBER, 2022, 3),
  CACHE_DIR(Value.TEXT),
  CPU_EXTENSION(Value.TEXT),
  ALLOWED_LOCAL_MEDIA_PATH(Value.TEXT, 2025, 2),
  ALLOW_CREDENTIALS(Value.SWITCH, 2025, 3),
  ALLOWED_ORIGINS(Value.TEXT, 2025, 3),
  ALLOWED_METHODS(Value.TEXT, 2025, 3),
  ALLOWED_HEADERS(Value.TEXT, 2025, 3),
  API_KEY_FILE(Value.TEXT, 2025, 4),
  ALLOWED_MEDIA_DOMAINS(Value.TEXT, 2026, 0),
  VERBOSE_RESPONSE(Value.SWITCH, 2026, 3),
  IDLE_UNLOAD_TIMEOUT_SECONDS(Value.NUMBER, 2026, 4),

  // Of stateful models.
  STATEFUL(Value.SWITCH, until(2026, 3)),
  IDLE_SEQUENCE_CLEANUP(Value.SWITCH, until(2026, 3)),
  LOW_LATENCY_TRANSFORMATION(Value.SWITCH, until(2026, 3)),
  MAX_SEQUENCE_NUMBER(Value.NUMBER, until(2026, 3)),
  SEQUENCE_CLEANER_POLL_WAIT_MINUTES(Value.NUMBER, until(2026, 3));

  /** What follows a flag. */
  enum Value {
    TEXT,
    NUMBER,
    SWITCH
  }

  private final Value value;
  private final Optional<OvmsVersion> since;
  private final Optional<OvmsVersion> until;

  ServerFlag(Value value) {
    this(value, Optional.empty(), Optional.empty());
  }

  ServerFlag(Value value, int year, int minor) {
    this(value, Optional.of(new OvmsVersion(year, minor, 0)), Optional.empty());
  }

  ServerFlag(Value value, OvmsVersion until) {
    this(value, Optional.empty(), Optional.of(until));
  }

  ServerFlag(Value value, Optional<OvmsVersion> since, Optional<OvmsVersion> until) {
    this.value = value;
    this.since = since;
    this.until = until;
  }

  /** Names the release that removed a flag. */
  private static OvmsVersion until(int year, int minor) {
    return new OvmsVersion(year, minor, 0);
  }

  /** Returns the flag of a name without dashes. */
  static Optional<ServerFlag> of(String name) {
    return Arrays.stream(values()).filter(flag -> flag.text().equals(name)).findFirst();
  }

  /** Returns the name without dashes. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Value value() {
    return value;
  }

  /** Returns why a release does not have it; empty if it has. */
  Optional<String> missingIn(OvmsVersion version) {
    return since
        .filter(first -> version.compareTo(first) < 0)
        .map(first -> "came with OVMS " + first)
        .or(
            () ->
                until
                    .filter(first -> version.compareTo(first) >= 0)
                    .map(first -> "was removed in OVMS " + first));
  }
}
