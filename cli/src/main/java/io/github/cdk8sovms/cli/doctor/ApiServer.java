package io.github.cdk8sovms.cli.doctor;

/** Reads from an API server, and does nothing else. */
public interface ApiServer {

  /**
   * Whatever is at a path. What does not come in time is {@link Answer#TOO_LATE}.
   *
   * @throws NoAnswer if the API server itself cannot be reached, or does not know who asks
   */
  Answer get(String path);

  /** The namespace that is meant if none is said. */
  String namespace();
}
