package io.github.cdk8sovms.cli.doctor;

import java.util.Map;

/** Reads from an API server, and does nothing else. */
public interface ApiServer {

  /**
   * Whatever is at a path. What does not come in time is {@link Answer#TOO_LATE}.
   *
   * @param headers what the API server passes on to whom it proxies the request for
   * @throws NoAnswerException if the API server itself cannot be reached, or does not know who asks
   */
  Answer get(String path, Map<String, String> headers);

  /** The namespace that is meant if none is said. */
  String namespace();
}
