package io.github.cdk8sovms.internal.ovms;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OpenVINO Model Server. What a release does otherwise is defined here, as named
 * methods. The first release of a flag, a metric, a task or an option is defined with it.
 */
public record OvmsVersion(int year, int minor, int patch) implements Comparable<OvmsVersion> {
  /**
   * The newest release with command line, configuration schema and metrics reviewed in its source.
   * Proposed fixes use it; later releases are treated like it.
   */
  public static final OvmsVersion NEWEST_READ = new OvmsVersion(2026, 3, 1);

  /** The last release that starts with the OpenVINO operator. */
  public static final OvmsVersion LAST_UNDER_OPERATOR = new OvmsVersion(2026, 2, 1);

  private static final Comparator<OvmsVersion> BY_AGE =
      Comparator.comparingInt(OvmsVersion::year)
          .thenComparingInt(OvmsVersion::minor)
          .thenComparingInt(OvmsVersion::patch);

  private static final Pattern TAG =
      Pattern.compile("(20\\d{2})\\.(\\d{1,2})(?:\\.(\\d{1,3}))?(?:\\.\\d+)?(?:-[\\w.-]+)?");

  /** Parses the version in an image tag, such as {@code 2026.2.1} or {@code 2026.2.1-gpu}. */
  public static Optional<OvmsVersion> parse(String tag) {
    Required.nonNull(tag);
    Matcher parts = TAG.matcher(tag);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int patch = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return Optional.of(
        new OvmsVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), patch));
  }

  /**
   * Returns the HTTP workers that a server without {@code --rest_workers} starts: one per core and
   * at least two since 2025.4, four per core before.
   */
  public int defaultRestWorkers(int cores) {
    return isFrom(2025, 4) ? Math.max(2, cores) : 4 * cores;
  }

  /** Returns whether there is a {@code /metrics} endpoint: since 2022.2. */
  public boolean hasMetrics() {
    return isFrom(2022, 2);
  }

  /**
   * Returns whether an HTTP request may contain tensors as raw bytes after its JSON: since 2022.3.
   *
   * @see <a href="https://docs.openvino.ai/2022.3/ovms_docs_binary_input_kfs.html">Raw data</a>
   */
  public boolean takesRawTensorsOverHttp() {
    return isFrom(2022, 3);
  }

  /**
   * Returns whether {@code plugin_config} may contain booleans: since 2024.1 at the latest
   * (openvinotoolkit/model_server#2262). Earlier releases do not start with one.
   */
  public boolean takesBooleanProperties() {
    return isFrom(2024, 1);
  }

  /**
   * Returns whether {@code ovms_current_requests} excludes requests that wait for an infer request:
   * since 2024.5 (openvinotoolkit/model_server, commit 0cef8c970), so that the ratio cannot exceed
   * infer requests / streams. Earlier releases count a request from its receipt.
   */
  public boolean countsOnlyRequestsBeingProcessed() {
    return isFrom(2024, 5);
  }

  /**
   * Returns whether an entry of {@code model_config_list} may be a graph: since 2025.1. Earlier
   * releases have a separate list for graphs, which is not written.
   */
  public boolean takesGraphsAsModels() {
    return isFrom(2025, 1);
  }

  /**
   * Returns whether an HTTP path may contain {@code %2F} for the {@code /} in a model's name: since
   * 2024.5. Earlier releases serve such a model over gRPC only.
   */
  public boolean decodesModelNames() {
    return isFrom(2024, 5);
  }

  /**
   * Returns whether {@code /metrics} has a content type that Prometheus 3 accepts: since 2025.4
   * (openvinotoolkit/model_server#3734).
   */
  public boolean servesMetricsAsText() {
    return isFrom(2025, 4);
  }

  /**
   * Returns whether by default gRPC has eight threads per core, and a connection as many calls as
   * there are cores: since 2023.2 (openvinotoolkit/model_server#2071).
   */
  public boolean limitsGrpc() {
    return isFrom(2023, 2);
  }

  /**
   * Returns whether it can use the role of a service account on AWS: since 2024.0, with the AWS SDK
   * 1.11.268. The SDK 1.7.129 of earlier releases has no web identity provider.
   */
  public boolean knowsWebIdentity() {
    return isFrom(2024, 0);
  }

  /** Returns whether it exits if it may not open six files per HTTP worker: since 2026.2. */
  public boolean needsFilesForWorkers() {
    return isFrom(2026, 2);
  }

  /**
   * Returns whether the GPU drivers of the image can support the kernel driver xe: since 2024.2 at
   * the earliest. It came with Intel's compute runtime 24.13 of April 2024, after OVMS 2024.1.
   */
  public boolean mayKnowXe() {
    return isFrom(2024, 2);
  }

  /**
   * Returns whether an NPU may have more than one stream: since 2026.3. Up to 2026.2.1 the NPU
   * plugin of OpenVINO reports "READ-ONLY configuration key: NUM_STREAMS".
   */
  public boolean takesStreamsOnNpu() {
    return isFrom(2026, 3);
  }

  /** Returns whether the OpenAI API is also at {@code /v1}: since 2026.3. */
  public boolean servesOpenAiAtV1() {
    return isFrom(2026, 3);
  }

  /**
   * Returns whether it starts with the OpenVINO operator: until 2026.2. The operator always passes
   * {@code --sequence_cleaner_poll_wait_minutes}, which 2026.3 removed, and the server exits on an
   * unknown argument.
   */
  public boolean startsUnderOperator() {
    return !isFrom(2026, 3);
  }

  @Override
  public int compareTo(OvmsVersion other) {
    return BY_AGE.compare(this, other);
  }

  @Override
  public String toString() {
    return year + "." + minor + (patch == 0 ? "" : "." + patch);
  }

  /** Returns whether it belongs to a later release than another version, ignoring patches. */
  public boolean isAfterReleaseOf(OvmsVersion other) {
    return isFrom(other.year, other.minor + 1) || year > other.year;
  }

  /** Returns whether it is a release or a later one. */
  public boolean isFrom(int otherYear, int otherMinor) {
    return compareTo(new OvmsVersion(otherYear, otherMinor, 0)) >= 0;
  }
}
