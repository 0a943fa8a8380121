package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.Cause;

/** Names and explanations of the causes of late requests. */
final class Causes {
  private Causes() {}

  static String name(Cause cause) {
    return switch (cause) {
      case DECISION -> "decision";
      case START -> "start";
      case MAXIMUM -> "maximum";
      case POLICY -> "policy";
      case QUEUEING -> "queueing";
      case SERVICE_TIME -> "service time";
    };
  }

  static String explanation(Cause cause) {
    return switch (cause) {
      case DECISION -> "the autoscaler had not requested enough pods yet";
      case START -> "enough pods were requested, but they were not ready yet";
      case MAXIMUM -> "more pods were needed than the maximum";
      case POLICY -> "a scale-up policy or stabilization window held pods back";
      case QUEUEING -> "requests came close to each other while enough pods were ready";
      case SERVICE_TIME -> "the inference alone took longer than the promise";
    };
  }
}
