package io.github.cdk8sovms.acceptance.docs;

import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The builders of all constructs, found in the sources, so that a new one is in all tests. */
final class Builders {
  private static final Path SOURCES = Repository.ROOT.resolve("constructs/src/main/java");

  private Builders() {}

  static List<Class<?>> all() {
    return Repository.filesBelow(SOURCES).stream()
        .map(file -> SOURCES.relativize(file).toString())
        .filter(file -> !file.endsWith("package-info.java"))
        .map(file -> file.replaceAll("\\.java$", "").replaceAll("[/\\\\]", "."))
        .flatMap(Builders::publicIn)
        .toList();
  }

  /** Returns the name of what a builder builds. */
  static String construct(Class<?> builder) {
    return builder.getDeclaringClass().getSimpleName();
  }

  private static Stream<Class<?>> publicIn(String type) {
    try {
      return Stream.<Class<?>>of(Class.forName(type).getDeclaredClasses())
          .filter(ConstructBuilder.class::isAssignableFrom)
          .filter(builder -> Modifier.isPublic(builder.getModifiers()));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(type, e);
    }
  }
}
