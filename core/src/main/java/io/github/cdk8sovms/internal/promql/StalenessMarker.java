package io.github.cdk8sovms.internal.promql;

/** The value of a sample that ends a series. */
final class StalenessMarker {
  /** Unlike that of Prometheus a quiet NaN, which a virtual machine does not change. */
  private static final long BITS = 0x7ff8_0000_0000_0002L;

  static final double VALUE = Double.longBitsToDouble(BITS);

  private StalenessMarker() {}

  static boolean is(double value) {
    return value != value && Double.doubleToRawLongBits(value) == BITS;
  }
}
