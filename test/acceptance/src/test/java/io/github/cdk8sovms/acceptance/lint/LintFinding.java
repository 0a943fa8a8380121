package io.github.cdk8sovms.acceptance.lint;

/**
 * What a linter has against an object.
 *
 * @param linter its name
 * @param check what the linter calls the check
 * @param object application, kind, namespace and name, with slashes between them
 * @param message what is wrong, for people
 */
public record LintFinding(String linter, String check, String object, String message) {

  /** The application that the object is of. */
  String application() {
    return object.substring(0, object.indexOf('/'));
  }

  @Override
  public String toString() {
    return linter + " " + check + " " + object + ": " + message;
  }
}
