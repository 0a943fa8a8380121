package io.github.cdk8sovms.validation;

/**
 * There is no Node.js that cdk8s could run on. The message says what was found and what to install;
 * the stack trace begins in the user's program.
 */
public final class NodeJsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NodeJsException(String message) {
    super(message);
    UserFrames.keepIn(this);
  }
}
