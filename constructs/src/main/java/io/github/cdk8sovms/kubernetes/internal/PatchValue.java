package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.internal.values.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.JsiiSerializable;

/** Values of patches as trees of text, booleans, numbers, lists and maps. */
public final class PatchValue {
  /** The largest integer that Node keeps exactly, 2^53 - 1. */
  private static final BigInteger LARGEST = BigInteger.valueOf((1L << 53) - 1);

  /** Deeper than any object; what contains itself is deeper. */
  private static final int DEEPEST = 64;

  private final boolean nullable;

  private PatchValue(boolean nullable) {
    this.nullable = nullable;
  }

  /**
   * A value that a user gave.
   *
   * @param nullable whether maps may hold null, which removes a field in a merge
   */
  public static Object plain(Object value, boolean nullable) {
    return new PatchValue(nullable).plain(value, 0);
  }

  /** A map that a user gave. */
  public static Map<String, Object> plainMap(Map<?, ?> map, boolean nullable) {
    return new PatchValue(nullable).map(map, 0);
  }

  private Object plain(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw PatchException.syntax(
          "the value is more than " + DEEPEST + " levels deep, or contains itself",
          "Write the value without references to itself.");
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Collection<?> elements) {
      List<Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(plain(element, depth + 1)));
      return list;
    }
    if (value instanceof CharSequence text) {
      return text(text.toString());
    }
    if (value instanceof Quantity quantity) {
      return quantity.canonical();
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof JsiiSerializable) {
      Object plain = Structs.plain(value);
      return plain instanceof JsiiSerializable ? unknown(value) : plain(plain, depth + 1);
    }
    return value instanceof Boolean ? value : unknown(value);
  }

  private Map<String, Object> map(Map<?, ?> given, int depth) {
    // Map.of has another order in every run.
    boolean ordered = given instanceof LinkedHashMap<?, ?>;
    Map<String, Object> fields = ordered ? new LinkedHashMap<>() : new TreeMap<>();
    given.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw PatchException.syntax(
                quote(key) + " is the key of a map and not text", "Put the key into quotes.");
          }
          fields.put(text(name), value == null && nullable ? NULL : plain(value, depth + 1));
        });
    return new LinkedHashMap<>(fields);
  }

  /** In a merge: the field is to be removed. */
  static final Object NULL = new Object();

  private static String text(String text) {
    if (!Text.isPlain(text)) {
      throw PatchException.syntax(
          quote(text) + " holds characters that a manifest cannot hold, or not as they are",
          "Leave control characters out.");
    }
    return text;
  }

  private static Number number(Number number) {
    BigDecimal exact;
    try {
      exact = new BigDecimal(number.toString());
    } catch (NumberFormatException e) { // NaN and the infinities
      throw PatchException.syntax(
          quote(number) + " is not a number that YAML and JSON can hold", "Write a finite number.");
    }
    boolean isInteger = exact.stripTrailingZeros().scale() <= 0;
    if ((long) exact.precision() - exact.scale() > 308
        || (isInteger && exact.toBigInteger().abs().compareTo(LARGEST) > 0)) {
      throw PatchException.syntax(
          quote(number) + " is more than the " + LARGEST + " up to which integers are exact",
          "Write it as text if the field takes text, as quantities do.");
    }
    if (isInteger) {
      long value = exact.longValueExact();
      return value == (int) value ? (Number) (int) value : (Number) value;
    }
    return exact.doubleValue();
  }

  private static Object unknown(@Nullable Object value) {
    throw PatchException.syntax(
        value == null
            ? "null is not a value that a field can have"
            : "a value of type " + value.getClass().getSimpleName() + " cannot be written as YAML",
        value == null
            ? "Write .remove(..) to remove a field."
            : "Write text, a number, a boolean, a list or a map.");
  }

  /** A copy of a tree that can be changed. */
  static Object copy(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      return copyOf(map);
    }
    if (tree instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copy(element)));
      return copy;
    }
    return tree;
  }

  static Map<String, Object> copyOf(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, copy(value)));
    return copy;
  }

  /** Whether two trees are the same in YAML, where 1 is 1.0. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = same(a.get(i), b.get(i));
      }
      return same;
    }
    return one == null ? other == null : one.equals(other);
  }
}
