package io.github.cdk8sovms;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What users of the library can call. */
final class PublicApi {
  /** Loaded by jsii, or superclasses that have no option. */
  private static final Set<String> OF_CONSTRUCTS = Set.of("Component");

  private PublicApi() {}

  /** The public types outside of {@code internal} packages. */
  static List<Class<?>> types() {
    return LibraryClasses.names().stream()
        .filter(name -> !name.matches(".*[.](validation|apps|cli|internal|planning)[.].*"))
        .<Class<?>>map(PublicApi::load)
        .filter(type -> !OF_CONSTRUCTS.contains(type.getSimpleName()))
        .filter(PublicApi::isPublic)
        .filter(
            type ->
                !type.getSimpleName().matches("(Construct|Component|Workload|PodComponent)Builder"))
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicApi.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  /** Their public methods and constructors. */
  static List<Executable> calls(Class<?> type) {
    Stream<Executable> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> !method.isBridge() || isOnlyOne(type, method))
            .filter(method -> method.getDeclaringClass().getName().startsWith("io.github."))
            .filter(method -> !Set.of("equals", "valueOf", "compareTo").contains(method.getName()))
            .filter(method -> !OF_CONSTRUCTS.contains(method.getDeclaringClass().getSimpleName()))
            .map(Executable.class::cast);
    Stream<Executable> constructors =
        Modifier.isAbstract(type.getModifiers())
            ? Stream.empty()
            : Arrays.stream(type.getConstructors()).map(Executable.class::cast);
    return Stream.concat(methods, constructors)
        .filter(PublicApi::canBeCalled)
        .filter(
            called ->
                Arrays.stream(called.getParameterTypes())
                    .noneMatch(taken -> taken.getName().contains(".internal.")))
        .toList();
  }

  /**
   * Options are declared in types that are not public, and the compiler gives each public builder a
   * bridge to them.
   */
  private static boolean isOnlyOne(Class<?> type, Method bridge) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !method.isBridge() && method.getName().equals(bridge.getName()))
        .noneMatch(method -> Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes()));
  }

  /** A parameter of a type that is not public keeps everyone else out. */
  private static boolean canBeCalled(Executable called) {
    return Arrays.stream(called.getParameterTypes())
        .allMatch(type -> type.isPrimitive() || type.isArray() || isPublic(type));
  }
}
