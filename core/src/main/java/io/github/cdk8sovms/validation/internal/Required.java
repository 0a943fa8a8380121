package io.github.cdk8sovms.validation.internal;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rejects null arguments: throws a {@link NullPointerException} with type and method, such as
 * {@code OvmsModelServer.Builder.image: must not be null}.
 *
 * <p>The name is determined from the stack, and only on failure.
 */
public final class Required {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final String CONSTRUCTOR = "<init>";
  private static final String CONSTRUCTS = "io.github.cdk8sovms.kubernetes.Component";

  private Required() {}

  /** Returns the value, the only parameter of the method. */
  public static <T> T nonNull(@Nullable T value) {
    return nonNull(value, "");
  }

  /**
   * Returns the value.
   *
   * @param parameter the name of the parameter
   */
  public static <T> T nonNull(@Nullable T value, String parameter) {
    if (value == null) {
      throw missing(called(), parameter);
    }
    return value;
  }

  /**
   * Returns the value.
   *
   * @param called type and method, if the stack does not contain the type
   * @param parameter the name of the parameter; empty for the only one
   */
  public static <T> T nonNull(@Nullable T value, String called, String parameter) {
    if (value == null) {
      throw missing(called, parameter);
    }
    return value;
  }

  /** Returns a copy of a varargs parameter. */
  public static <T> List<T> elements(T @Nullable [] values) {
    return elements(Arrays.asList(nonNull(values)), "");
  }

  /** Returns a copy of a collection, in its order. */
  public static <T> List<T> elements(@Nullable Collection<T> values, String parameter) {
    List<T> copy = new ArrayList<>();
    for (T value : nonNull(values, parameter)) {
      copy.add(nonNull(value, (parameter + " element " + copy.size()).strip()));
    }
    return Collections.unmodifiableList(copy);
  }

  /** Returns a copy of a map, in its order. */
  public static <K, V> Map<K, V> entries(@Nullable Map<K, V> map, String parameter) {
    Map<K, V> copy = new LinkedHashMap<>();
    nonNull(map, parameter)
        .forEach(
            (key, value) ->
                copy.put(
                    nonNull(key, (parameter + " key").strip()),
                    nonNull(value, (parameter + " value of " + key).strip())));
    return Collections.unmodifiableMap(copy);
  }

  /** Returns the name of a type in Java code: {@code OvmsModelServer.Builder}. */
  public static String nameOf(Class<?> type) {
    Class<?> face = type;
    while (face.isSealed() && face.getPermittedSubclasses().length == 1) {
      face = face.getPermittedSubclasses()[0];
    }
    Class<?> outer = face.getDeclaringClass();
    return (outer == null ? "" : nameOf(outer) + ".") + face.getSimpleName();
  }

  private static NullPointerException missing(String called, String parameter) {
    return new NullPointerException(
        called + ": " + parameter + (parameter.isEmpty() ? "" : " ") + "must not be null");
  }

  /** Returns the method that the user called: the outermost method of this library. */
  private static String called() {
    return STACK.walk(
        frames ->
            frames
                .dropWhile(frame -> frame.getDeclaringClass() == Required.class)
                .flatMap(Required::withoutLambdas)
                .takeWhile(frame -> isOurs(frame.getDeclaringClass()))
                .reduce((inner, outer) -> outer)
                .map(Required::describe)
                .orElse("cdk8s-ovms"));
  }

  private static Stream<StackWalker.StackFrame> withoutLambdas(StackWalker.StackFrame frame) {
    boolean isBetween =
        frame.getMethodName().contains("$")
            || frame.getDeclaringClass().getPackageName().startsWith("java.");
    return isBetween ? Stream.empty() : Stream.of(frame);
  }

  /** Tests are in the same packages, but in another code source. */
  private static boolean isOurs(Class<?> type) {
    @Nullable CodeSource source = sourceOf(type);
    return Objects.equals(source, sourceOf(Required.class))
        || constructs().map(Required::sourceOf).filter(own -> own.equals(source)).isPresent();
  }

  private static @Nullable CodeSource sourceOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  /** The constructs are in a separate jar, which the command line does not have. */
  private static Optional<Class<?>> constructs() {
    try {
      return Optional.of(Class.forName(CONSTRUCTS, false, Required.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String describe(StackWalker.StackFrame frame) {
    String type = nameOf(frame.getDeclaringClass());
    return frame.getMethodName().equals(CONSTRUCTOR) ? type : type + "." + frame.getMethodName();
  }
}
