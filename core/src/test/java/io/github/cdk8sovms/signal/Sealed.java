package io.github.cdk8sovms.signal;

import java.util.List;
import java.util.stream.Stream;

/** The kinds of a sealed type, which are the one list of them. */
public final class Sealed {
  private Sealed() {}

  /** The classes at the ends of the hierarchy, in the order in which they are permitted. */
  public static List<Class<?>> kinds(Class<?> type) {
    return leaves(type).toList();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Sealed::leaves)
        : Stream.of(type);
  }
}
