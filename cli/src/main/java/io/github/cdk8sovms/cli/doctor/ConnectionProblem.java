package io.github.cdk8sovms.cli.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a connection to an address failed, or returned no response. */
enum ConnectionProblem {
  TOO_LATE("no response within 10 seconds"),
  NO_TLS("the port does not use TLS; use http:// or another port"),
  OTHER_NAME("its certificate is for another name"),
  EXPIRED("its certificate has expired, or is not valid yet"),
  UNTRUSTED("its certificate is not trusted"),
  REFUSES_CLIENT("it rejects the TLS handshake, usually because of a missing client certificate"),
  TLS("the TLS handshake fails"),
  UNKNOWN_NAME("its name cannot be resolved"),
  REFUSED("connection refused"),
  CLOSED("it closes the connection without a response"),
  OTHER("");

  private final String meaning;

  ConnectionProblem(String meaning) {
    this.meaning = meaning;
  }

  static ConnectionProblem of(Throwable problem) {
    if (isOf(problem, HttpTimeoutException.class) || isOf(problem, TimeoutException.class)) {
      return TOO_LATE;
    }
    if (isOf(problem, SSLException.class)) {
      return ofTls(messages(problem));
    }
    if (isOf(problem, UnknownHostException.class)
        || isOf(problem, UnresolvedAddressException.class)) {
      return UNKNOWN_NAME;
    }
    if (isOf(problem, ConnectException.class)) {
      return REFUSED;
    }
    return isOf(problem, IOException.class)
            && messages(problem).matches("(?s).*(reset|EOF|no bytes|closed|Broken pipe).*")
        ? CLOSED
        : OTHER;
  }

  /** Returns a short description, by default the message of the exception. */
  String describe(Throwable problem) {
    if (!meaning.isEmpty()) {
      return meaning;
    }
    return Answer.oneLine(problem.getMessage() == null ? problem.toString() : problem.getMessage());
  }

  /** Distinguishes TLS errors by message, because Java has one exception class for all of them. */
  private static ConnectionProblem ofTls(String messages) {
    if (messages.contains("nrecognized SSL message")) {
      return NO_TLS;
    }
    if (messages.contains("No subject alternative") || messages.contains("No name matching")) {
      return OTHER_NAME;
    }
    if (messages.contains("NotAfter") || messages.contains("NotBefore")) {
      return EXPIRED;
    }
    if (messages.contains("PKIX") || messages.contains("unable to find valid certification path")) {
      return UNTRUSTED;
    }
    return messages.contains("Received fatal alert") ? REFUSES_CLIENT : TLS;
  }

  private static String messages(Throwable problem) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }

  private static boolean isOf(Throwable problem, Class<? extends Throwable> kind) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
