package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.UserFrames;

/**
 * No usable Node.js was found for cdk8s. The message contains what was found and what to install;
 * the stack trace starts in the user's program.
 */
public final class NodeJsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NodeJsException(String message) {
    super(message);
    UserFrames.keepIn(this);
  }
}
