package io.github.cdk8sovms.emulator;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A pod of OpenVINO Model Server that answers like one: health, readiness, states of models, and
 * metrics, from a queue of requests that {@link Load} offers.
 */
public final class OvmsPod implements AutoCloseable {
  private OvmsPod() {}

  /**
   * Starts a server that listens on the REST port of its arguments; on its gRPC port it only
   * accepts connections.
   *
   * @param name of the pod, for records of load
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(
      String name, PodSpecView spec, InetAddress address, PodTimes times, Timeline timeline) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a server that no one can reach but {@link Load} and {@link #metrics()}: for simulated
   * time.
   *
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(String name, PodSpecView spec, PodTimes times, Timeline timeline) {
    throw new UnsupportedOperationException();
  }

  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Whether {@code /v2/health/ready} answers 200, once somebody has the time to ask. */
  public boolean isReady() {
    throw new UnsupportedOperationException();
  }

  /** Makes it silent, slow, or normal again. */
  public void phase(Phase phase) {
    throw new UnsupportedOperationException();
  }

  /**
   * A new version of a model appears. It is loaded while the old one serves; then that one finishes
   * what it has, and is retired.
   */
  public void update(String model, Duration loading) {
    throw new UnsupportedOperationException();
  }

  /** What a scrape would read now. */
  public String metrics() {
    throw new UnsupportedOperationException();
  }

  /** {@code ovms_current_requests} by {@code ovms_streams} now, over all models. */
  public double requestsPerStream() {
    throw new UnsupportedOperationException();
  }

  /** Ends the server: requests that it holds are lost. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
