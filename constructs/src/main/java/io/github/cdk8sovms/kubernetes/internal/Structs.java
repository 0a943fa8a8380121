package io.github.cdk8sovms.kubernetes.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.IntOrString;
import org.jspecify.annotations.Nullable;
import software.amazon.jsii.JsiiSerializable;

/**
 * Converts structs of cdk8s-plus to plain maps in the emitted form: fields as in the YAML,
 * quantities as text. The conversion by jsii copies every subtree once per level above it.
 */
final class Structs {
  private record Property(String name, Method getter) {
    Type type() {
      return getter.getGenericReturnType();
    }

    @Nullable Object read(Object struct) {
      try {
        return getter.invoke(struct);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a getter of a struct only returns a value", e);
      }
    }
  }

  private static final ClassValue<List<Property>> PROPERTIES =
      new ClassValue<>() {
        @Override
        protected List<Property> computeValue(Class<?> type) {
          return Arrays.stream(type.getInterfaces())
              .filter(JsiiSerializable.class::isAssignableFrom)
              .flatMap(Structs::properties)
              .toList();
        }
      };

  private Structs() {}

  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, element) -> plain.put(key, plain(element)));
      return plain;
    }
    if (value instanceof org.cdk8s.plus34.k8s.Quantity quantity) {
      return quantity.getValue();
    }
    if (value instanceof IntOrString numberOrName) {
      return numberOrName.getValue();
    }
    return value instanceof JsiiSerializable ? struct(value) : value;
  }

  private static Map<String, Object> struct(Object struct) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Property property : PROPERTIES.get(struct.getClass())) {
      Object value = property.read(struct);
      if (value != null) {
        plain.put(property.name(), plain(value));
      }
    }
    return plain;
  }

  /** The fields of a struct, by their names in the YAML. */
  static List<String> fields(Class<?> struct) {
    return properties(struct).map(Property::name).toList();
  }

  /** The type of a field of a struct, by its name in the YAML; empty if it has none. */
  static Optional<Type> type(Class<?> struct, String field) {
    return properties(struct)
        .filter(property -> property.name().equals(field))
        .map(Property::type)
        .findFirst();
  }

  private static Stream<Property> properties(Class<?> struct) {
    return Arrays.stream(struct.getMethods())
        .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
        .sorted(Comparator.comparing(Method::getName))
        .map(Structs::property);
  }

  private static Property property(Method getter) {
    String name = getter.getName();
    return new Property(
        FieldNames.emitted(Character.toLowerCase(name.charAt(3)) + name.substring(4)), getter);
  }
}
