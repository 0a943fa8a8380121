package io.github.cdk8sovms.cli.doctor;

/** Formats numbers of things. */
final class Count {
  private Count() {}

  /** Returns {@code 1 pod}, {@code 2 pods}. */
  static String of(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
