package io.github.cdk8sovms.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that equals another one of its class with the same options. */
abstract class ByOptions {
  /** Returns what distinguishes it from another value of its class. */
  abstract List<Object> options();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ByOptions value
        && getClass() == value.getClass()
        && options().equals(value.options());
  }

  @Override
  public final int hashCode() {
    return options().hashCode();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + options();
  }
}
