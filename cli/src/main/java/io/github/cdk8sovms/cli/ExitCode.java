package io.github.cdk8sovms.cli;

/** The exit codes of all commands. */
public final class ExitCode {
  /** Success. */
  public static final int OK = 0;

  /** There are differences, something is broken, or a condition holds. */
  public static final int DIFFERS = 1;

  /** Invalid usage. */
  public static final int WRONG_USE = 2;

  /** A cluster cannot be reached, or denies access. */
  public static final int NO_ANSWER = 3;

  private ExitCode() {}
}
