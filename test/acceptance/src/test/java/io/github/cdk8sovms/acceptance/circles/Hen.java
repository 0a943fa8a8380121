package io.github.cdk8sovms.acceptance.circles;

/** Knows the nest by a call. */
record Hen(int eggs) {
  static Hen young() {
    return new Hen(Nest.empty());
  }
}
