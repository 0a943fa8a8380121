package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * The volume of Prometheus, and how long samples stay on it.
 *
 * @param size the volume
 * @param retention how long samples are kept
 * @param ephemeral whether the volume ends with the pod
 * @param storageClass of the claim; empty for the default class of the cluster
 */
record Storage(
    Quantity size, Duration retention, boolean ephemeral, Optional<String> storageClass) {
  static final Storage DEFAULT = new Storage(Quantity.of("10Gi"), Duration.ofDays(15), false);

  /** What the pod writes besides. */
  private static final Quantity LOGS = Quantity.of("256Mi");

  /**
   * Prometheus counts its log of the newest samples too, but can only delete finished blocks, and a
   * full volume stops it.
   */
  private static final BigDecimal SHARE_FOR_SAMPLES = new BigDecimal("0.8");

  private static final BigDecimal SMALLEST = Quantity.of("1Gi").amount();

  /** With the default class of the cluster. */
  Storage(Quantity size, Duration retention, boolean ephemeral) {
    this(size, retention, ephemeral, Optional.empty());
  }

  Storage of(Quantity otherSize) {
    return new Storage(otherSize, retention, ephemeral, storageClass);
  }

  Storage kept(Duration time) {
    return new Storage(size, time, ephemeral, storageClass);
  }

  Storage endingWithPod() {
    return new Storage(size, retention, true, storageClass);
  }

  Storage ofClass(String name) {
    return new Storage(size, retention, ephemeral, Optional.of(name));
  }

  /** What the pod needs of its node. */
  String onNode() {
    BigDecimal bytes = ephemeral ? size.amount().add(LOGS.amount()) : LOGS.amount();
    return bytes.divide(Quantity.of("1Mi").amount(), 0, RoundingMode.UP) + "Mi";
  }

  /** How much the samples may take, in the notation of Prometheus. */
  String retentionSize() {
    BigDecimal mebibyte = Quantity.of("1Mi").amount();
    return size.amount().multiply(SHARE_FOR_SAMPLES).divide(mebibyte, 0, RoundingMode.DOWN) + "MB";
  }

  void check(Findings findings) {
    size.check(findings, "storage");
    findings.require(
        !size.isValid() || size.amount().compareTo(SMALLEST) >= 0,
        FindingCode.RETENTION,
        "storage",
        quote(size.text()) + " is too small for Prometheus; its log alone takes half of 1Gi",
        "Write .storage(\"10Gi\").");
    storageClass.ifPresent(
        name -> {
          Names.checkReference(findings, "storageClass", name);
          findings.require(
              !ephemeral,
              FindingCode.CONTRADICTION,
              "storageClass",
              quote(name) + " is the class of a claim, and .ephemeral() has none",
              "Leave .storageClass(..) or .ephemeral() out.");
        });
    Durations.check(
        findings,
        FindingCode.RETENTION,
        "retention",
        retention,
        Duration.ofHours(2),
        Duration.ofDays(3650));
  }
}
