package io.github.cdk8sovms.kubernetes.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.IntOrString;
import org.cdk8s.plus34.k8s.Quantity;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.JsiiSerializable;

/** What the API server decodes a field from, by the type that cdk8s-plus has for it. */
enum FieldKind {
  TEXT("text", "it in quotes", String.class::isInstance, String.class, Instant.class),
  /** All numbers of the kinds that this library emits are integers. */
  INTEGER("an integer", "an integer", FieldKind::isInteger, Number.class),
  BOOLEAN("true or false", "true or false", Boolean.class::isInstance, Boolean.class),
  INTEGER_OR_TEXT(
      "an integer or text",
      "an integer or text",
      value -> value instanceof String || isInteger(value),
      IntOrString.class),
  QUANTITY(
      "a quantity",
      "a quantity such as \"500m\", \"2\" or \"8Gi\"",
      FieldKind::isQuantity,
      Quantity.class),
  LIST("a list", "a list", List.class::isInstance),
  MAP("a map", "a map", Map.class::isInstance),
  UNKNOWN("anything", "anything", value -> true);

  /**
   * @see <a
   *     href="https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/resource/quantity.go">Quantity</a>
   */
  private static final Pattern SYNTAX_OF_QUANTITY =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");

  private final String text;
  private final String example;
  private final Predicate<@Nullable Object> accepts;
  private final List<Class<?>> types;

  FieldKind(String text, String example, Predicate<@Nullable Object> accepts, Class<?>... types) {
    this.text = text;
    this.example = example;
    this.accepts = accepts;
    this.types = List.of(types);
  }

  static FieldKind of(Type type) {
    if (type instanceof ParameterizedType collection) {
      return collection.getRawType() == List.class ? LIST : MAP;
    }
    return isStruct(type)
        ? MAP
        : Arrays.stream(values())
            .filter(kind -> kind.types.contains(type))
            .findFirst()
            .orElse(UNKNOWN);
  }

  /** Whether a type has fields, which have types. */
  static boolean isStruct(Type type) {
    return type instanceof Class<?> struct
        && struct.isInterface()
        && JsiiSerializable.class.isAssignableFrom(struct);
  }

  boolean accepts(@Nullable Object value) {
    return accepts.test(value);
  }

  /** What to write, for the fix of a finding. */
  String example() {
    return example;
  }

  private static boolean isInteger(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static boolean isQuantity(@Nullable Object value) {
    return value instanceof Number
        || (value instanceof String quantity && SYNTAX_OF_QUANTITY.matcher(quantity).matches());
  }

  @Override
  public String toString() {
    return text;
  }
}
