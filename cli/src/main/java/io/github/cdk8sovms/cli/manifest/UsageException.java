package io.github.cdk8sovms.cli.manifest;

/**
 * What was asked cannot be done as it was asked. The message is for the one who typed it: the value
 * in quotes, what is wrong with it, and what to type. It has no stack trace.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message of whole sentences. */
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
