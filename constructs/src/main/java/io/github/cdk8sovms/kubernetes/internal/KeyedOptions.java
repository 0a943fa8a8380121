package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was given for each key of options such as {@code .label(key, value)}. */
public final class KeyedOptions {
  /** Nothing; cannot be changed. */
  public static final KeyedOptions NONE = new KeyedOptions(Map.of(), Map.of());

  private final Map<String, Object> first;
  private final Map<String, Object> second;

  /** Starts without any. */
  public KeyedOptions() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private KeyedOptions(Map<String, Object> first, Map<String, Object> second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Records a value.
   *
   * @param option as in reports, such as {@code labels}
   */
  public void add(String option, String key, Object value) {
    String place = option + "[" + key + "]";
    Object earlier = first.putIfAbsent(place, value);
    if (earlier != null && !earlier.equals(value)) {
      second.putIfAbsent(place, value);
    }
  }

  /** Returns a copy with another value, which cannot be changed. */
  public KeyedOptions with(String option, String key, Object value) {
    KeyedOptions copy = new KeyedOptions(new LinkedHashMap<>(first), new LinkedHashMap<>(second));
    copy.add(option, key, value);
    return new KeyedOptions(
        Collections.unmodifiableMap(copy.first), Collections.unmodifiableMap(copy.second));
  }

  /**
   * Reports keys with two different values, of which the second would silently replace the first.
   */
  public void check(Findings findings) {
    second.forEach(
        (place, value) ->
            findings.add(
                FindingCode.CONTRADICTION,
                place,
                quote(first.get(place)) + " and " + quote(value) + " are set for the same key",
                "Keep one of them."));
  }
}
