package io.github.cdk8sovms.cli.doctor;

/**
 * The cluster does not answer, or does not let itself be looked at. The message is for the user; it
 * has no stack trace.
 */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message, null, false, false);
  }
}
