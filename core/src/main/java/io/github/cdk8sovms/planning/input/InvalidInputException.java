package io.github.cdk8sovms.planning.input;

/** Input that cannot be planned. The message is for the user: the value, the rule and the fix. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message of whole sentences, on one line. */
  public InvalidInputException(String message) {
    super(message, null, false, false);
  }
}
