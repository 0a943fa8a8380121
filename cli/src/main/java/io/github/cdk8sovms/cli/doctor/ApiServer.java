package io.github.cdk8sovms.cli.doctor;

import java.util.Map;

/** Read-only access to an API server. */
public interface ApiServer {

  /**
   * Sends a GET request. The status after a timeout is {@link Answer#TOO_LATE}.
   *
   * @param headers forwarded by the API server's proxy
   * @throws NoAnswerException if the API server itself cannot be reached, or authentication fails
   */
  Answer get(String path, Map<String, String> headers);

  /** Returns the default namespace. */
  String namespace();
}
