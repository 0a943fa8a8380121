package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A taint that pods tolerate, so that they can be scheduled on the nodes that have it.
 *
 * <pre>{@code
 * Toleration.of("gpu")                            // any value, any effect
 * Toleration.of("dedicated", "inference").noSchedule()
 * Toleration.of("spot").noExecute(Duration.ofMinutes(5))
 * }</pre>
 *
 * <p>A toleration allows nodes and selects none. Combine it with {@link Scheduling#nodeSelector}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints
 *     and tolerations</a>
 */
public final class Toleration {
  private static final Duration LONGEST = Duration.ofDays(365);

  private enum Effect {
    NO_SCHEDULE("NoSchedule"),
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    NO_EXECUTE("NoExecute");

    private final String apiValue;

    Effect(String apiValue) {
      this.apiValue = apiValue;
    }
  }

  private final String key;
  private final Optional<String> value;
  private final Optional<Effect> effect;
  private final Optional<Duration> period;

  private Toleration(
      String key, Optional<String> value, Optional<Effect> effect, Optional<Duration> period) {
    this.key = key;
    this.value = value;
    this.effect = effect;
    this.period = period;
  }

  /** Tolerates the taints of this key, with any value ({@code operator: Exists}). */
  public static Toleration of(String key) {
    Required.nonNull(key);
    return new Toleration(key, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Tolerates the taints of this key and value ({@code operator: Equal}). */
  public static Toleration of(String key, String value) {
    Required.nonNull(key, "key");
    Required.nonNull(value, "value");
    return new Toleration(key, Optional.of(value), Optional.empty(), Optional.empty());
  }

  /** Tolerates the effect {@code NoSchedule} only. Default: all effects. */
  public Toleration noSchedule() {
    return of(Effect.NO_SCHEDULE, Optional.empty());
  }

  /** Tolerates the effect {@code PreferNoSchedule} only. Default: all effects. */
  public Toleration preferNoSchedule() {
    return of(Effect.PREFER_NO_SCHEDULE, Optional.empty());
  }

  /** Tolerates the effect {@code NoExecute} only: pods are never evicted. Default: all effects. */
  public Toleration noExecute() {
    return of(Effect.NO_EXECUTE, Optional.empty());
  }

  /**
   * Tolerates the effect {@code NoExecute} only, and for a limited time: pods are evicted this long
   * after the taint is added to their node.
   *
   * @param period whole seconds, 0 s to 365 d
   */
  public Toleration noExecute(Duration period) {
    Required.nonNull(period);
    return of(Effect.NO_EXECUTE, Optional.of(period));
  }

  private Toleration of(Effect only, Optional<Duration> limit) {
    return new Toleration(key, value, Optional.of(only), limit);
  }

  void check(Findings findings, String option) {
    findings.require(
        !key.isEmpty(),
        FindingCode.SCHEDULING,
        option,
        quote(key) + " is not the key of a taint, and no key would tolerate every taint",
        "Write the key, such as Toleration.of(\"gpu\").");
    if (key.matches("[^=:]+[=:].*")) {
      findings.add(
          FindingCode.SCHEDULING,
          option,
          quote(key) + " is a taint as kubectl writes it, not the key of one",
          "Write key, value and effect apart: Toleration.of(\"gpu\", \"true\").noSchedule().");
    } else if (!key.isEmpty()) {
      Labels.checkSelector(findings, option, Map.of(key, value.orElse("")));
    }
    period.ifPresent(limit -> Durations.check(findings, option, limit, Duration.ZERO, LONGEST));
  }

  org.cdk8s.plus34.k8s.Toleration toApi() {
    return org.cdk8s.plus34.k8s.Toleration.builder()
        .key(key)
        .operator(value.isPresent() ? "Equal" : "Exists")
        .value(value.orElse(null))
        .effect(effect.map(only -> only.apiValue).orElse(null))
        .tolerationSeconds(period.map(Duration::toSeconds).orElse(null))
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Toleration that
        && key.equals(that.key)
        && value.equals(that.value)
        && effect.equals(that.effect)
        && period.equals(that.period);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** The taint, as {@code kubectl} writes it. */
  @Override
  public String toString() {
    return key
        + value.map(text -> "=" + text).orElse("")
        + effect.map(only -> ":" + only.apiValue).orElse("");
  }
}
