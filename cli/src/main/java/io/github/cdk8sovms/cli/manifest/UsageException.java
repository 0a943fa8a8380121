package io.github.cdk8sovms.cli.manifest;

/**
 * Invalid usage of the command line. The message is for the user: the value in quotes, what is
 * wrong with it, and the fix. It has no stack trace.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of whole sentences. */
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
