package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;

/** A request for an inference, on its way through a pod. */
final class Request {
  /** The response to its client. */
  interface Answer {
    /** The first token of a stream. */
    default void begun() {}

    /**
     * @param success false if it failed, or was lost with its pod
     */
    void arrived(boolean success);
  }

  final String model;
  final Protocol protocol;

  /** Whether the answer comes token by token. */
  final boolean isStream;

  private final Answer answer;

  /** When a thread of the server took it. */
  double received;

  /** When it got an infer request. */
  double held;

  private boolean answered;

  Request(String model, Protocol protocol, Answer answer) {
    this(model, protocol, false, answer);
  }

  Request(String model, Protocol protocol, boolean isStream, Answer answer) {
    this.model = model;
    this.protocol = protocol;
    this.isStream = isStream;
    this.answer = answer;
  }

  void begin() {
    if (!answered) {
      answer.begun();
    }
  }

  void answer(boolean success) {
    if (!answered) {
      answered = true;
      answer.arrived(success);
    }
  }
}
