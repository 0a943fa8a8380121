package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.HpaScalingPolicyV2;

/**
 * Limits how many pods are added or removed per period.
 *
 * @param kind pods, or percent of the current pods
 * @param value the limit
 * @param period the period; up to 30 minutes, a limit of the API
 */
public record ScalingPolicy(Kind kind, int value, Duration period) {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** The unit of the value. */
  public enum Kind {
    /** Pods. */
    PODS("Pods"),
    /** Percent of the pods at the start of the period. */
    PERCENT("Percent");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** Takes no null. */
  public ScalingPolicy {
    Required.nonNull(kind, "kind");
    Required.nonNull(period, "period");
  }

  /** At most {@code count} pods per period. */
  public static ScalingPolicy pods(int count, Duration period) {
    Required.nonNull(period, "period");
    return new ScalingPolicy(Kind.PODS, count, period);
  }

  /** At most {@code percent} percent of the pods per period; 100 doubles them. */
  public static ScalingPolicy percent(int percent, Duration period) {
    Required.nonNull(period, "period");
    return new ScalingPolicy(Kind.PERCENT, percent, period);
  }

  void check(Findings findings, String option) {
    findings.require(
        value >= 1,
        FindingCode.SCALING_POLICY,
        option,
        quote(value) + " is not a step; it must be 1 or more",
        kind == Kind.PODS
            ? "Write ScalingPolicy.pods(1, Duration.ofMinutes(1))."
            : "Write ScalingPolicy.percent(100, Duration.ofMinutes(1)).");
    Durations.check(
        findings, FindingCode.SCALING_POLICY, option, period, Duration.ofSeconds(1), LONGEST);
  }

  Map<String, Object> toMap() {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("type", kind.text);
    policy.put("value", value);
    policy.put("periodSeconds", period.toSeconds());
    return policy;
  }

  HpaScalingPolicyV2 toSpec() {
    return HpaScalingPolicyV2.builder()
        .type(kind.text)
        .value(value)
        .periodSeconds(period.toSeconds())
        .build();
  }
}
