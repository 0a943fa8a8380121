package io.github.cdk8sovms.cluster;

/** Something did not come to be before its deadline; the message has the logs. */
public final class NotInTime extends AssertionError {
  private static final long serialVersionUID = 1;

  NotInTime(String message) {
    super(message);
  }
}
