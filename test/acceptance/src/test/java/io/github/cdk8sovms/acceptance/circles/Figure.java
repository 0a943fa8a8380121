package io.github.cdk8sovms.acceptance.circles;

/** A sealed family. */
sealed interface Figure permits Square {
  static Figure square(double side) {
    return new Square(side);
  }
}
