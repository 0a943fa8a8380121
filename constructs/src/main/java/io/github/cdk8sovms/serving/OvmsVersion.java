package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.Required;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of OpenVINO Model Server. Whatever differs between releases is decided here, as a
 * question with a name.
 */
public record OvmsVersion(int year, int minor, int patch) implements Comparable<OvmsVersion> {
  /**
   * The newest release whose command line, configuration schema and metrics were read in its
   * source. Proposed fixes name it; later releases are treated like it.
   */
  public static final OvmsVersion NEWEST_READ = new OvmsVersion(2026, 3, 1);

  /** The last release that starts under the OpenVINO operator. */
  public static final OvmsVersion LAST_UNDER_OPERATOR = new OvmsVersion(2026, 2, 1);

  private static final Comparator<OvmsVersion> BY_AGE =
      Comparator.comparingInt(OvmsVersion::year)
          .thenComparingInt(OvmsVersion::minor)
          .thenComparingInt(OvmsVersion::patch);
  private static final Pattern TAG =
      Pattern.compile("(20\\d{2})\\.(\\d{1,2})(?:\\.(\\d{1,3}))?(?:\\.\\d+)?(?:-[\\w.-]+)?");

  /** The version in an image tag, such as {@code 2026.2.1} or {@code 2026.2.1-gpu}. */
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

  /** Whether there is a {@code /metrics} endpoint: since 2022.2. */
  public boolean hasMetrics() {
    return isFrom(2022, 2);
  }

  /**
   * Whether a request over HTTP may carry tensors as raw bytes behind its JSON: since 2022.3.
   *
   * @see <a href="https://docs.openvino.ai/2022.3/ovms_docs_binary_input_kfs.html">Raw data</a>
   */
  public boolean takesRawTensorsOverHttp() {
    return isFrom(2022, 3);
  }

  /**
   * Whether {@code plugin_config} may hold booleans: since 2024.1 at the latest
   * (openvinotoolkit/model_server#2262). Before, the server does not start with one.
   */
  public boolean takesBooleanProperties() {
    return isFrom(2024, 1);
  }

  /**
   * Whether {@code ovms_current_requests} leaves out requests that still wait for an infer request:
   * since 2024.5, so that the ratio cannot pass infer requests / streams.
   */
  public boolean countsOnlyRequestsBeingProcessed() {
    return isFrom(2024, 5);
  }

  /**
   * Whether an entry of {@code model_config_list} may be a graph: since 2025.1. Before, they had a
   * list of their own, which is not written.
   */
  public boolean takesGraphsAsModels() {
    return isFrom(2025, 1);
  }

  /**
   * Whether a path over HTTP may hold {@code %2F} for the {@code /} of a model's name: since
   * 2024.5. Before, such a model is known to gRPC only.
   */
  boolean decodesModelNames() {
    return isFrom(2024, 5);
  }

  /**
   * Whether {@code /metrics} has a content type that Prometheus 3 accepts: since 2025.4
   * (openvinotoolkit/model_server#3734).
   */
  public boolean servesMetricsAsText() {
    return isFrom(2025, 4);
  }

  /**
   * Whether gRPC has eight threads for each core and a connection as many calls as there are cores,
   * unless said otherwise: since 2023.2 (openvinotoolkit/model_server#2071).
   */
  boolean limitsGrpc() {
    return isFrom(2023, 2);
  }

  /**
   * Whether it can use the role of a service account on AWS: since 2024.0, with the AWS SDK
   * 1.11.268. The SDK 1.7.129 of releases before has no provider of web identities.
   */
  boolean knowsWebIdentity() {
    return isFrom(2024, 0);
  }

  /** Whether it ends if it may not open six files for each HTTP worker: since 2026.2. */
  boolean needsFilesForWorkers() {
    return isFrom(2026, 2);
  }

  /**
   * Whether the GPU drivers of the image can know GPUs of the driver xe: since 2024.2 at the
   * earliest. It came with Intel's compute runtime 24.13 of April 2024, after OVMS 2024.1.
   */
  boolean mayKnowXe() {
    return isFrom(2024, 2);
  }

  /**
   * Whether an NPU may have more than one stream: since 2026.3. Up to 2026.2.1 the NPU plugin of
   * OpenVINO says "READ-ONLY configuration key: NUM_STREAMS".
   */
  boolean takesStreamsOnNpu() {
    return isFrom(2026, 3);
  }

  /**
   * Whether it starts under the OpenVINO operator: until 2026.2. The operator always passes {@code
   * --sequence_cleaner_poll_wait_minutes}, which 2026.3 no longer knows, and an unknown argument
   * ends the server.
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

  /** Whether it is of a later release than another version, patches aside. */
  boolean isAfterReleaseOf(OvmsVersion other) {
    return isFrom(other.year, other.minor + 1) || year > other.year;
  }

  boolean isFrom(int otherYear, int otherMinor) {
    return compareTo(new OvmsVersion(otherYear, otherMinor, 0)) >= 0;
  }
}
