package io.github.cdk8sovms.validation.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a member that is package-private in a type which users see, for other packages of this
 * library. Java has no other way across packages than a public method, which users would see too.
 *
 * @param <T> the type, whose static initializer provides the member
 * @param <R> what is read
 */
public final class Link<T, R> {
  private final AtomicReference<@Nullable Function<T, R>> member = new AtomicReference<>();

  /** Called once, by the static initializer of the type. */
  public void provide(Function<T, R> reader) {
    member.set(reader);
  }

  /** Reads the member. There is a value, so its type is initialized. */
  public R of(T value) {
    return Required.nonNull(member.get()).apply(Required.nonNull(value));
  }
}
