package io.github.cdk8sovms.internal.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An aggregation operator. */
enum Aggregation {
  SUM,
  AVG,
  MIN,
  MAX,
  COUNT,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK,
  BOTTOMK,
  QUANTILE;

  /** Those of Prometheus that are not here. */
  static final Set<String> UNSUPPORTED = Set.of("count_values", "limitk", "limit_ratio");

  static Optional<Aggregation> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(one -> one.toString().equals(lower)).findFirst();
  }

  boolean hasParameter() {
    return this == TOPK || this == BOTTOMK || this == QUANTILE;
  }

  boolean keepsSeries() {
    return this == TOPK || this == BOTTOMK;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
