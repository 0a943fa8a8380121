package io.github.cdk8sovms.cli.doctor;

/**
 * The cluster cannot be reached, or denies access. The message is for the user; it has no stack
 * trace.
 */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message, null, false, false);
  }
}
