package io.github.cdk8sovms.emulator;

/** The server ends at once, because of its arguments or its configuration file. */
public final class StartRefused extends RuntimeException {
  /** What the C library calls EX_USAGE: arguments. */
  public static final int USAGE = 64;

  /** Everything else. */
  public static final int FAILURE = 1;

  private static final long serialVersionUID = 1;

  private final int exitCode;

  StartRefused(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What the container ends with. */
  public int exitCode() {
    return exitCode;
  }
}
