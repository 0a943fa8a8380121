package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * The volume of Prometheus, and the retention of samples.
 *
 * @param size of the volume
 * @param retention time of samples
 * @param ephemeral whether the volume has the lifetime of the pod
 * @param storageClass of the claim; empty for the default class of the cluster
 */
record Storage(
    Quantity size, Duration retention, boolean ephemeral, Optional<String> storageClass) {
  static final Storage DEFAULT = new Storage(Quantity.of("10Gi"), Duration.ofDays(15), false);

  /** Other data that the pod writes. */
  private static final Quantity LOGS = Quantity.of("256Mi");

  /**
   * The retention size includes the write-ahead log, but only finished blocks can be deleted, and a
   * full volume stops Prometheus.
   */
  private static final BigDecimal SHARE_FOR_SAMPLES = new BigDecimal("0.8");

  private static final BigDecimal SMALLEST = Quantity.of("1Gi").amount();

  /** With the default class of the cluster. */
  Storage(Quantity size, Duration retention, boolean ephemeral) {
    this(size, retention, ephemeral, Optional.empty());
  }

  Storage withSize(Quantity otherSize) {
    return new Storage(otherSize, retention, ephemeral, storageClass);
  }

  Storage withRetention(Duration time) {
    return new Storage(size, time, ephemeral, storageClass);
  }

  Storage asEphemeral() {
    return new Storage(size, retention, true, storageClass);
  }

  Storage withStorageClass(String name) {
    return new Storage(size, retention, ephemeral, Optional.of(name));
  }

  /** Returns the ephemeral storage of the pod. */
  String onNode() {
    BigDecimal bytes = ephemeral ? size.amount().add(LOGS.amount()) : LOGS.amount();
    return bytes.divide(Quantity.of("1Mi").amount(), 0, RoundingMode.UP) + "Mi";
  }

  /** Returns the retention size, in Prometheus' notation. */
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
        quote(size.text())
            + " is too small for Prometheus, whose write-ahead log alone uses half of 1Gi",
        "Set .storage(\"10Gi\").");
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
