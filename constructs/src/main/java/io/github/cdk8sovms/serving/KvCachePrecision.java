package io.github.cdk8sovms.serving;

import java.util.Locale;

/** The precision of the KV cache; a lower one stores more tokens in the same memory. */
public enum KvCachePrecision {
  /** Eight bits. */
  U8,

  /** Sixteen bits. */
  F16,

  /** Sixteen bits with the range of 32. */
  BF16;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
