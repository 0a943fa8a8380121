package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server tells gRPC of connections.
 *
 * @param callsAtATime on one connection; what a client sends beyond waits in the client
 * @param age after which a connection is ended, and the client makes a new one
 */
record ChannelArguments(int callsAtATime, Optional<Duration> age) {
  private static final String CALLS = "grpc.max_concurrent_streams";
  private static final String AGE = "grpc.max_connection_age_ms";

  static ChannelArguments parse(String text, int callsUnlessStated) {
    Map<String, String> values = new HashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] parts = each.split("=");
      if (parts.length != 2) {
        throw new StartRefused(
            StartRefused.FAILURE, "grpc channel arguments passed in wrong format: " + text);
      }
      values.put(parts[0].strip(), parts[1].strip());
    }
    return new ChannelArguments(
        Optional.ofNullable(values.get(CALLS)).map(Integer::parseInt).orElse(callsUnlessStated),
        Optional.ofNullable(values.get(AGE)).map(Long::parseLong).map(Duration::ofMillis));
  }
}
