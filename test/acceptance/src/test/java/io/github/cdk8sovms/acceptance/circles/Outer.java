package io.github.cdk8sovms.acceptance.circles;

/** One class with what is in it. */
record Outer(int size) {
  record Inner(Outer outer) {}

  Inner inner() {
    return new Inner(this);
  }
}
