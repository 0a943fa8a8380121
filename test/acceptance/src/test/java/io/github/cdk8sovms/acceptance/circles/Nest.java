package io.github.cdk8sovms.acceptance.circles;

/** Knows the egg as a class. */
final class Nest {
  private Nest() {}

  static int empty() {
    return Egg.class.getModifiers();
  }
}
