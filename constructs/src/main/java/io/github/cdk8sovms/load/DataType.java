package io.github.cdk8sovms.load;

/**
 * The element type of a tensor, with the names of KServe.
 *
 * @see <a
 *     href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">
 *     Tensor data types</a>
 */
public enum DataType {
  /** Boolean, one byte. */
  BOOL(1),
  /** Unsigned 8 bits, such as in images. */
  UINT8(1),
  /** Unsigned 16 bits. */
  UINT16(2),
  /** Unsigned 32 bits. */
  UINT32(4),
  /** Unsigned 64 bits. */
  UINT64(8),
  /** 8 bits. */
  INT8(1),
  /** 16 bits. */
  INT16(2),
  /** 32 bits. */
  INT32(4),
  /** 64 bits, such as for tokens. */
  INT64(8),
  /** Half precision. */
  FP16(2),
  /** Single precision. */
  FP32(4),
  /** Double precision. */
  FP64(8);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
