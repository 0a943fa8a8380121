package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users see of the library, and that it does not lead into the packages behind it. */
class FaceTest {
  private static final String ROOT = "io.github.cdk8sovms.";

  /** Each is a page of the Javadoc that users read: another one needs a reason. */
  @Test
  void usersSeeFewTypes() {
    assertThat(face().filter(type -> type.getDeclaringClass() == null).count())
        .as("public types; if another one has a reason, raise the number")
        .isLessThanOrEqualTo(MOST);
  }

  private static final int MOST = 127;

  /**
   * A signature that users can call, but not write, since it has a type of an {@code internal}
   * package. The file has those that are accepted, by reason.
   */
  @Test
  void whatUsersCallHasNoInternalType() throws IOException {
    List<String> leaks = face().flatMap(FaceTest::leaks).distinct().sorted().toList();

    assertThat(leaks).containsExactlyElementsOf(accepted());
  }

  private static List<String> accepted() throws IOException {
    try (InputStream file = FaceTest.class.getResourceAsStream("internal-in-face.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .sorted()
          .toList();
    }
  }

  /** The public types outside of internal packages; of core, those that {@code planning} shows. */
  private static Stream<Class<?>> face() {
    return LibraryClasses.names().stream()
        .filter(name -> !name.contains(".internal."))
        .filter(name -> !name.startsWith(ROOT + "planning."))
        .<Class<?>>map(FaceTest::load)
        .filter(FaceTest::isPublic)
        .filter(type -> !type.isSynthetic());
  }

  private static Stream<String> leaks(Class<?> type) {
    return Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors())
        .flatMap(Arrays::stream)
        .map(Executable.class::cast)
        .filter(member -> !member.isSynthetic())
        .filter(member -> isCallable(type, member))
        .filter(member -> types(member).anyMatch(FaceTest::isInternal))
        .map(
            member ->
                type.getName().substring(ROOT.length()).replace('$', '.')
                    + (member instanceof Constructor ? "" : "." + member.getName()));
  }

  private static boolean isCallable(Class<?> type, Executable member) {
    int modifiers = member.getModifiers();
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers) && !Modifier.isFinal(type.getModifiers()));
  }

  private static Stream<Type> types(Executable member) {
    Stream<Type> parameters = Arrays.stream(member.getGenericParameterTypes());
    return member instanceof Method method
        ? Stream.concat(parameters, Stream.of(method.getGenericReturnType()))
        : parameters;
  }

  private static boolean isInternal(Type type) {
    if (type instanceof Class<?> named) {
      return named.getName().contains(".internal.");
    }
    if (type instanceof ParameterizedType generic) {
      return isInternal(generic.getRawType())
          || Arrays.stream(generic.getActualTypeArguments()).anyMatch(FaceTest::isInternal);
    }
    if (type instanceof GenericArrayType array) {
      return isInternal(array.getGenericComponentType());
    }
    return type instanceof WildcardType any
        && Arrays.stream(any.getUpperBounds()).anyMatch(FaceTest::isInternal);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, FaceTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }
}
