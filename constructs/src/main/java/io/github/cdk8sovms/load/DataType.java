package io.github.cdk8sovms.load;

/**
 * The type of the elements of a tensor, in the names of KServe.
 *
 * @see <a
 *     href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">
 *     Tensor data types</a>
 */
public enum DataType {
  /** True or false, in a byte. */
  BOOL(1),
  /** 8 bits without sign, as of images. */
  UINT8(1),
  /** 16 bits without sign. */
  UINT16(2),
  /** 32 bits without sign. */
  UINT32(4),
  /** 64 bits without sign. */
  UINT64(8),
  /** 8 bits. */
  INT8(1),
  /** 16 bits. */
  INT16(2),
  /** 32 bits. */
  INT32(4),
  /** 64 bits, as of tokens. */
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
