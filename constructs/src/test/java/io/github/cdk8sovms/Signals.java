package io.github.cdk8sovms;

import io.github.cdk8sovms.signal.LoadSignal;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A signal of each factory method of {@link LoadSignal}, so that a new one is in all tests. */
public final class Signals {
  private Signals() {}

  public static List<LoadSignal> all() {
    return Arrays.stream(LoadSignal.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == LoadSignal.class)
        .sorted(Comparator.comparing(Method::getName))
        .map(Signals::of)
        .toList();
  }

  /** The classes of signals. */
  public static Set<Class<?>> kinds(Stream<LoadSignal> signals) {
    return signals.<Class<?>>map(LoadSignal::getClass).collect(Collectors.toSet());
  }

  /** A capacity is 4, and a quantile 0.99. */
  private static LoadSignal of(Method factory) {
    try {
      return (LoadSignal)
          factory.invoke(
              null,
              Arrays.stream(factory.getParameterTypes())
                  .map(type -> type == int.class ? (Object) 4 : (Object) 0.99)
                  .toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(factory.toString(), e);
    }
  }
}
