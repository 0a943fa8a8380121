package io.github.cdk8sovms.cli.doctor;

/** Numbers of things, as they are said. */
final class Count {
  private Count() {}

  /** {@code 1 pod}, {@code 2 pods}. */
  static String of(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
