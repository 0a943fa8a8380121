package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model input of zeros: most models process it as fast as any other. Shape and type are shown by
 * {@code GET /v2/models/NAME}.
 *
 * @param name the name of the input
 * @param type the type of its elements
 * @param shape its dimensions
 */
public record Tensor(String name, DataType type, List<Integer> shape) {
  private static final BigInteger MOST_BYTES = BigInteger.valueOf(16L << 20);

  /** Copies the shape. */
  public Tensor {
    Required.nonNull(name, "name");
    Required.nonNull(type, "type");
    shape = Required.elements(shape, "shape");
  }

  /**
   * Returns an input, such as {@code Tensor.of("0", DataType.FP32, 1, 224, 224, 3)}.
   *
   * @param shape each dimension 1 or more, 16 MiB in total
   */
  public static Tensor of(String name, DataType type, int... shape) {
    Required.nonNull(name, "name");
    Required.nonNull(type, "type");
    Required.nonNull(shape, "shape");
    return new Tensor(name, type, Arrays.stream(shape).boxed().toList());
  }

  void check(Findings findings) {
    findings.require(
        !name.isBlank() && Text.isPlain(name),
        FindingCode.LOAD_REQUEST,
        "input",
        quote(name) + " is not the name of an input",
        "Write the name shown by GET /v2/models/NAME.");
    boolean hasDimensions = !shape.isEmpty() && shape.stream().allMatch(size -> size >= 1);
    findings.require(
        hasDimensions,
        FindingCode.LOAD_REQUEST,
        "input",
        quote(shape) + " is not a tensor shape; each dimension must be 1 or more",
        "Write the shape shown by GET /v2/models/NAME, with 1 for a dynamic batch size.");
    findings.require(
        !hasDimensions || exactBytes().compareTo(MOST_BYTES) <= 0,
        FindingCode.LOAD_REQUEST,
        "input",
        quote(shape) + " is a tensor of more than 16 MiB, which every client would keep in memory",
        "Write a smaller batch or shape.");
  }

  /** Returns the size of a validated tensor. */
  int bytes() {
    return exactBytes().intValueExact();
  }

  /** Returns its description in a request, without data. */
  Map<String, Object> description() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", name);
    description.put("datatype", type.name());
    description.put("shape", shape);
    return description;
  }

  private BigInteger exactBytes() {
    return shape.stream()
        .map(BigInteger::valueOf)
        .reduce(BigInteger.valueOf(type.bytes()), BigInteger::multiply);
  }
}
