package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What all generative models can set.
 *
 * @param execution the device and its properties
 * @param capacity concurrent requests of a pod
 * @param options fields of the graph, in the order of {@link GraphOption}
 * @param properties properties of OpenVINO GenAI that the device itself does not list
 * @param weights the memory of the weights, if configured
 */
record GenerativeSettings(
    Execution execution,
    OptionalInt capacity,
    Map<GraphOption, Object> options,
    Map<String, Object> properties,
    Optional<Quantity> weights) {
  static final GenerativeSettings DEFAULT =
      new GenerativeSettings(
          Execution.DEFAULT, OptionalInt.empty(), Map.of(), Map.of(), Optional.empty());

  static final String NUM_STREAMS = "NUM_STREAMS";
  static final String CACHE_DIR = "CACHE_DIR";
  static final String MAX_PROMPT_LEN = "MAX_PROMPT_LEN";
  static final String KV_CACHE_PRECISION = "KV_CACHE_PRECISION";

  private static final Pattern ABSOLUTE = Pattern.compile("(?:/[A-Za-z0-9._-]{1,255}+){1,20}+");

  GenerativeSettings {
    Map<GraphOption, Object> ordered = new EnumMap<>(GraphOption.class);
    ordered.putAll(options);
    options = Collections.unmodifiableMap(ordered);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  GenerativeSettings with(Execution other) {
    return new GenerativeSettings(other, capacity, options, properties, weights);
  }

  GenerativeSettings capacity(int requests) {
    return new GenerativeSettings(
        execution, OptionalInt.of(requests), options, properties, weights);
  }

  GenerativeSettings weights(Quantity bytes) {
    return new GenerativeSettings(execution, capacity, options, properties, Optional.of(bytes));
  }

  GenerativeSettings with(GraphOption option, Object value) {
    Map<GraphOption, Object> more = new EnumMap<>(GraphOption.class);
    more.putAll(options);
    more.put(option, value);
    return new GenerativeSettings(execution, capacity, more, properties, weights);
  }

  GenerativeSettings property(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(properties);
    more.put(key, value);
    return new GenerativeSettings(execution, capacity, options, more, weights);
  }

  Optional<Object> option(GraphOption option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Returns the inferences that run side by side; 0 if OpenVINO chooses. */
  int streams() {
    return Integer.parseInt(String.valueOf(properties.getOrDefault(NUM_STREAMS, 0)));
  }

  boolean isOnNpu() {
    return execution.device().parts().stream().anyMatch(NpuDevice.class::isInstance)
        || execution.device().text().equals(NpuDevice.TEXT);
  }

  /** Returns the properties of the graph's plugin configuration. */
  Map<String, Object> pluginConfig() {
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.putAll(execution.pluginConfig());
    return all;
  }

  /**
   * Checks device, properties and memory.
   *
   * @param hasStreams whether the task runs inferences side by side on streams
   */
  void check(Findings findings, boolean hasStreams) {
    Map<String, Object> others = new LinkedHashMap<>(execution.pluginConfig());
    findings.require(
        others.remove(NUM_STREAMS) == null,
        FindingCode.GENERATIVE_OPTION,
        "pluginConfig[" + NUM_STREAMS + "]",
        quote(NUM_STREAMS)
            + (hasStreams
                ? " has its own option"
                : " has no meaning for text generation, which batches requests instead"),
        hasStreams ? "Write .numStreams(2)." : "Leave it out, and set .capacity(..).");
    new Execution(execution.device(), execution.streams(), execution.configuredNireq(), others)
        .check(findings);
    weights.ifPresent(bytes -> bytes.check(findings, "weights"));
    Object cache = properties.get(CACHE_DIR);
    findings.require(
        cache == null
            || (ABSOLUTE.matcher(String.valueOf(cache)).matches()
                && !(cache + "/").contains("/../")),
        FindingCode.GENERATIVE_OPTION,
        "cacheDirectory",
        quote(cache) + " is not a directory; it must be an absolute path of a writable mount",
        "Write .cacheDirectory(\"/opt/cache\"), and mount a volume there with .volume(..) and"
            + " .mount(..).");
  }

  void checkFor(OvmsVersion version, Findings findings) {
    options.forEach(
        (option, value) ->
            findings.require(
                version.compareTo(option.since()) >= 0,
                FindingCode.GENERATIVE_RELEASE,
                option.setter(),
                quote(option.field()) + " is not an option of OVMS " + version,
                "Use OVMS "
                    + option.since()
                    + " or newer, or leave ."
                    + option.setter()
                    + "(..) out."));
    Map<String, Object> others = new LinkedHashMap<>(execution.pluginConfig());
    others.remove(NUM_STREAMS);
    new Execution(execution.device(), execution.streams(), execution.configuredNireq(), others)
        .checkFor(version, findings);
  }
}
