package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The served versions of a model. OVMS serves the latest by default.
 *
 * @param kind the policy
 * @param numbers the number of versions, or specific versions
 */
public record VersionPolicy(Kind kind, List<Integer> numbers) {

  /** The policies of OVMS. */
  public enum Kind {
    /** All versions found. */
    ALL,
    /** The newest versions. */
    LATEST,
    /** Specific versions. */
    SPECIFIC
  }

  /** Copies the numbers. */
  public VersionPolicy {
    Required.nonNull(kind, "kind");
    numbers = Required.elements(numbers, "numbers");
  }

  /** All versions found. */
  public static VersionPolicy all() {
    return new VersionPolicy(Kind.ALL, List.of());
  }

  /** The newest versions. */
  public static VersionPolicy latest(int count) {
    return new VersionPolicy(Kind.LATEST, List.of(count));
  }

  /** Specific versions. */
  public static VersionPolicy specific(int... versions) {
    Required.nonNull(versions);
    return new VersionPolicy(Kind.SPECIFIC, Arrays.stream(versions).boxed().toList());
  }

  /** Returns the served versions; empty if they depend on the files found. */
  List<Integer> named() {
    return kind == Kind.SPECIFIC ? numbers : List.of();
  }

  void check(Findings findings) {
    boolean complete = kind == Kind.ALL || !numbers.isEmpty();
    findings.require(
        complete && numbers.stream().allMatch(number -> number >= 1),
        FindingCode.VERSION_POLICY,
        "versions",
        quote(numbers) + " are not model versions; versions and counts are 1 or more",
        "Use VersionPolicy.latest(1), VersionPolicy.specific(3, 4) or VersionPolicy.all().");
  }

  Map<String, Object> toConfig() {
    return switch (kind) {
      case ALL -> Map.of("all", Map.of());
      case LATEST -> Map.of("latest", Map.of("num_versions", numbers.get(0)));
      case SPECIFIC -> Map.of("specific", Map.of("versions", numbers));
    };
  }
}
