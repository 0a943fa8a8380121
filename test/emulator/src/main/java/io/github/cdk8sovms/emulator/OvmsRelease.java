package io.github.cdk8sovms.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OVMS, and how it differs from other releases. Implemented again here, independently
 * of the library, so that a mistake in one of them shows.
 */
public record OvmsRelease(int year, int minor, String text) {
  private static final Pattern TAG = Pattern.compile(".*:(20\\d\\d)\\.(\\d+)(\\S*)");

  /** By the tag of an image; a tag that names no release is the newest. */
  public static OvmsRelease ofImage(String image) {
    Matcher parts = TAG.matcher(image.replaceFirst("@.*", ""));
    if (!parts.matches()) {
      return new OvmsRelease(Integer.MAX_VALUE, 0, "latest");
    }
    return new OvmsRelease(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        parts.group(1) + "." + parts.group(2) + parts.group(3).replaceFirst("-.*", ""));
  }

  /**
   * Whether {@code ovms_current_requests} counts from receipt. Since 2024.5 the gauge is raised by
   * what is constructed after an infer request was waited for (src/executingstreamidguard.cpp).
   */
  public boolean countsWaitingRequests() {
    return isBefore(2024, 5);
  }

  /** What {@code /metrics} says it is: JSON until model_server#3734. */
  public String metricsContentType() {
    return isBefore(2025, 4) ? "application/json" : "text/plain";
  }

  /** Whether there are TensorFlow Serving's APIs, and series of them: until model_server#4349. */
  boolean servesTensorFlowApi() {
    return isBefore(2026, 3);
  }

  /** Whether options of stateful models are known: until model_server#4271. */
  public boolean knowsStatefulModels() {
    return isBefore(2026, 3);
  }

  /**
   * The name that a segment of a path stands for: decoded from 2024.5 on, as it is before ({@code
   * urlDecode} in src/http_rest_api_handler.cpp).
   */
  String modelName(String segment) {
    return isBefore(2024, 5)
        ? segment
        : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whether a graph.pbtxt may ask for a pool of graphs. */
  boolean poolsGraphs() {
    return !isBefore(2026, 2);
  }

  /** Whether models are unloaded that get no requests, as a preview. */
  boolean unloadsIdleModels() {
    return !isBefore(2026, 4);
  }

  /** Whether completions have separate threads (src/drogon_http_server.cpp). */
  boolean separatesStreams() {
    return !isBefore(2025, 1);
  }

  /** HTTP workers for each core, unless stated. */
  int restWorkersPerCore() {
    return isBefore(2025, 4) ? 4 : 1;
  }

  /**
   * Whether gRPC has no more threads than eight for each core, and a connection no more calls at a
   * time than there are cores, unless stated: since model_server#2071.
   *
   * @see <a
   *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/docs/security_considerations.md">Security
   *     considerations</a>
   */
  boolean limitsGrpc() {
    return !isBefore(2023, 2);
  }

  /** The names of the options that its command line knows. */
  public Set<String> options() {
    return CommandLine.known(this);
  }

  boolean isBefore(int otherYear, int otherMinor) {
    return year < otherYear || (year == otherYear && minor < otherMinor);
  }

  @Override
  public String toString() {
    return text;
  }
}
