package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.validation.internal.Required;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every public method of every public type refuses null itself: an exception that names the method,
 * thrown by the call and not later by {@code build()}.
 */
class NullArgumentsTest {
  private static final String MESSAGE = "[A-Z][\\w.]*: .*must not be null";

  private final Samples samples = new Samples();

  @Test
  void nullIsRefusedByTheCallThatIsGivenIt() {
    List<String> wrong = new ArrayList<>();
    int calls = 0;
    for (Class<?> type : PublicApi.types()) {
      for (Executable executable : PublicApi.calls(type)) {
        for (int i = 0; i < executable.getParameterCount(); i++) {
          for (Object hostile : hostile(executable.getParameterTypes()[i])) {
            calls++;
            problem(type, executable, i, hostile).ifPresent(wrong::add);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(calls).isGreaterThan(300);
  }

  /** Null itself, and collections that hold it. */
  private static List<Object> hostile(Class<?> type) {
    if (type.isPrimitive()) {
      return List.of();
    }
    List<Object> hostile = new ArrayList<>();
    hostile.add(null);
    if (type == List.class) {
      hostile.add(Collections.singletonList(null));
    } else if (type == Map.class) {
      hostile.add(Collections.singletonMap("a", null));
    } else if (type.isArray() && !type.getComponentType().isPrimitive()) {
      hostile.add(java.lang.reflect.Array.newInstance(type.getComponentType(), 1));
    }
    return hostile;
  }

  private Optional<String> problem(Class<?> type, Executable called, int index, Object hostile) {
    String call = type.getName() + "." + called.getName() + " " + index + " " + hostile;
    try {
      Object[] arguments =
          Arrays.stream(called.getGenericParameterTypes()).map(samples::of).toArray();
      arguments[index] = hostile;
      invoke(type, called, arguments);
      return Optional.of(call + " is taken");
    } catch (InvocationTargetException e) {
      String said = e.getCause().toString();
      boolean isOption = ConstructBuilder.class.isAssignableFrom(type);
      boolean isSaid =
          e.getCause() instanceof NullPointerException
              && String.valueOf(e.getCause().getMessage()).matches(MESSAGE)
              && (!isOption || said.contains(Required.nameOf(type) + "." + called.getName() + ":"));
      return isSaid
          ? Optional.empty()
          : Optional.of(call + " says " + said.lines().toList().get(0));
    } catch (ReflectiveOperationException | IllegalArgumentException | AssertionError e) {
      return Optional.of(call + " cannot be called: " + e);
    }
  }

  private void invoke(Class<?> type, Executable called, Object[] arguments)
      throws ReflectiveOperationException {
    if (called instanceof Constructor<?> constructor) {
      constructor.newInstance(arguments);
      return;
    }
    Method method = (Method) called;
    Object target = Modifier.isStatic(method.getModifiers()) ? null : samples.of(type);
    method.setAccessible(true);
    method.invoke(target, arguments);
  }
}
