package io.github.cdk8sovms.acceptance.circles;

/** Not sealed, so others may be added that it does not know. */
interface Shape {
  static Shape disc(double radius) {
    return new Disc(radius);
  }
}
