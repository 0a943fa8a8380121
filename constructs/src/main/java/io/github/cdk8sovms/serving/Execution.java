package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.internal.KeyedOptions;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a model is executed.
 *
 * @param streams number of concurrent inferences; empty lets OVMS choose
 * @param configuredNireq configured number of infer requests, if any
 * @param pluginConfig further properties of the device
 * @param keyed the same, to report a second value of a property
 */
record Execution(
    Device device,
    OptionalInt streams,
    OptionalInt configuredNireq,
    Map<String, Object> pluginConfig,
    KeyedOptions keyed) {
  static final Execution DEFAULT =
      new Execution(Device.cpu(), OptionalInt.empty(), OptionalInt.empty(), Map.of());

  private static final String NUM_STREAMS = "NUM_STREAMS";
  private static final String INFERENCE_NUM_THREADS = "INFERENCE_NUM_THREADS";
  private static final String PERFORMANCE_HINT = "PERFORMANCE_HINT";
  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");

  Execution {
    pluginConfig = Collections.unmodifiableMap(new LinkedHashMap<>(pluginConfig));
  }

  Execution(
      Device device,
      OptionalInt streams,
      OptionalInt configuredNireq,
      Map<String, Object> pluginConfig) {
    this(device, streams, configuredNireq, pluginConfig, KeyedOptions.NONE);
  }

  Execution device(Device other) {
    return new Execution(other, streams, configuredNireq, pluginConfig, keyed);
  }

  Execution streams(int count) {
    return new Execution(device, OptionalInt.of(count), configuredNireq, pluginConfig, keyed);
  }

  Execution nireq(int count) {
    return new Execution(device, streams, OptionalInt.of(count), pluginConfig, keyed);
  }

  Execution pluginConfig(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(pluginConfig);
    more.put(key, value);
    return new Execution(
        device, streams, configuredNireq, more, keyed.with("pluginConfig", key, value));
  }

  /**
   * Returns the number of infer requests to write: the configured one, or enough to make a queue
   * visible in the metric.
   */
  OptionalInt nireq() {
    if (configuredNireq.isPresent() || streams.isEmpty()) {
      return configuredNireq;
    }
    return OptionalInt.of(
        Math.min(
            streams.getAsInt() * ServedModel.REQUESTS_IN_VIEW_PER_STREAM,
            ServingCapacity.MOST_INFER_REQUESTS));
  }

  /**
   * Returns OpenVINO's default number of infer requests per stream: one on CPUs (measured with
   * OpenVINO 2026.4.1), and on NPUs without the hint THROUGHPUT; on GPUs two with that hint and one
   * with LATENCY. Empty for devices that select among others, for a GPU without a hint, and for an
   * NPU with THROUGHPUT, where the number depends on the hardware.
   */
  OptionalDouble nireqPerStreamIfUnset() {
    String hint = String.valueOf(pluginConfig.get(PERFORMANCE_HINT));
    if (device.text().equals(CpuDevice.TEXT)) {
      return OptionalDouble.of(1);
    }
    if (device.text().equals(NpuDevice.TEXT)) {
      return hint.equals("THROUGHPUT") ? OptionalDouble.empty() : OptionalDouble.of(1);
    }
    if (device.text().startsWith(GpuDevice.TEXT) && streams.isEmpty()) {
      return switch (hint) {
        case "THROUGHPUT" -> OptionalDouble.of(2);
        case "LATENCY" -> OptionalDouble.of(1);
        default -> OptionalDouble.empty();
      };
    }
    return OptionalDouble.empty();
  }

  boolean hasPerformanceHint() {
    return pluginConfig.containsKey(PERFORMANCE_HINT);
  }

  void check(Findings findings) {
    device.check(findings);
    streams.ifPresent(
        count ->
            findings.require(
                count >= 1 && count <= 1024,
                FindingCode.STREAMS,
                "streams",
                quote(count) + " is not a stream count; streams must be 1 to 1024",
                "Set .streams(4), or leave it out to let OVMS choose."));
    configuredNireq.ifPresent(count -> checkNireq(findings, count));
    keyed.check(findings);
    pluginConfig.forEach((key, value) -> checkProperty(findings, key, value));
    DeviceRules rules = new DeviceRules(device);
    rules.checkChoice(pluginConfig.getOrDefault(PERFORMANCE_HINT, ""), findings);
  }

  /** Returns the configured number of inference threads; empty if OpenVINO chooses. */
  OptionalInt threads() {
    String configured = String.valueOf(pluginConfig.get(INFERENCE_NUM_THREADS));
    return configured.matches("\\d{1,6}")
        ? OptionalInt.of(Integer.parseInt(configured))
        : OptionalInt.empty();
  }

  void checkFor(OvmsVersion version, Findings findings) {
    DeviceRules rules = new DeviceRules(device);
    rules.checkStreams(streams, version, findings);
    rules.checkProperties(wellFormedKeys(), version, findings);
    new PropertyValues(device).check(pluginConfig, version, findings);
    pluginConfig.forEach(
        (key, value) ->
            findings.require(
                !(value instanceof Boolean) || version.takesBooleanProperties(),
                FindingCode.PLUGIN_CONFIG,
                "pluginConfig[" + key + "]",
                quote(key + "=" + value)
                    + " is a boolean, with which OVMS "
                    + version
                    + " does not start",
                "Write the text \"YES\" or \"NO\"."));
  }

  /** Returns the keys without those that are rejected for other reasons. */
  private Set<String> wellFormedKeys() {
    return pluginConfig.keySet().stream()
        .filter(key -> KEY.matcher(key).matches() && !key.equals(NUM_STREAMS))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void addTo(Map<String, Object> config) {
    config.put("target_device", device.text());
    nireq().ifPresent(count -> config.put("nireq", count));
    Map<String, Object> properties = new LinkedHashMap<>();
    streams.ifPresent(count -> properties.put(NUM_STREAMS, String.valueOf(count)));
    properties.putAll(pluginConfig);
    if (!properties.isEmpty()) {
      config.put("plugin_config", properties);
    }
  }

  private void checkNireq(Findings findings, int count) {
    String fix =
        "Leave .nireq(..) out: with .streams(..), "
            + ServedModel.REQUESTS_IN_VIEW_PER_STREAM
            + " per stream are configured.";
    findings.require(
        count >= 1 && count <= ServingCapacity.MOST_INFER_REQUESTS,
        FindingCode.NIREQ,
        "nireq",
        quote(count)
            + " is not a number of infer requests; it must be 1 to "
            + ServingCapacity.MOST_INFER_REQUESTS,
        fix);
    findings.require(
        count < 1 || count >= streams.orElse(1),
        FindingCode.NIREQ,
        "nireq",
        quote(count)
            + " infer requests cannot keep "
            + streams.orElse(1)
            + " streams busy; each stream needs one",
        fix);
  }

  /** Returns whether JSON can represent the value and a double parser reads it. */
  private static boolean isNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private void checkProperty(Findings findings, String key, Object value) {
    String option = "pluginConfig[" + key + "]";
    findings.require(
        KEY.matcher(key).matches()
            && (value instanceof String || value instanceof Boolean || isNumber(value)),
        FindingCode.PLUGIN_CONFIG,
        option,
        quote(key + "=" + value)
            + " is not a device property; keys are uppercase letters and '_', values text,"
            + " finite numbers or booleans",
        "Write a property such as (\"PERFORMANCE_HINT\", \"THROUGHPUT\").");
    findings.require(
        Text.isPlain(String.valueOf(value)),
        FindingCode.PLUGIN_CONFIG,
        option,
        quote(value) + " contains characters that a manifest cannot represent",
        "Remove control characters.");
    findings.require(
        !key.equals(NUM_STREAMS),
        FindingCode.PLUGIN_CONFIG,
        option,
        quote(key) + " determines the meaning of the load signal and has its own option",
        "Write .streams(4) on the model.");
    findings.require(
        !key.equals(PERFORMANCE_HINT) || streams.isEmpty(),
        FindingCode.PLUGIN_CONFIG,
        option,
        quote(key) + " and a stream count contradict each other: the hint chooses the streams",
        "Keep .streams(..) or the hint, not both.");
  }
}
