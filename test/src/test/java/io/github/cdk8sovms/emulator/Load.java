package io.github.cdk8sovms.emulator;

import java.util.List;

/**
 * Requests that come at a rate, whether or not those before were answered (open loop), for the
 * ready pods of a Service.
 */
public final class Load implements AutoCloseable {
  private Load() {}

  /** Without requests and pods at first. */
  public static Load of(Clients clients, Timeline timeline) {
    throw new UnsupportedOperationException();
  }

  /** From now on, so many come; zero for none. */
  public void perSecond(double rate) {
    throw new UnsupportedOperationException();
  }

  /**
   * The pods behind the Service from now on: what an EndpointSlice says is ready. New gRPC
   * connections and HTTP requests go to these only; without any, requests are refused.
   */
  public void endpoints(List<OvmsPod> ready) {
    throw new UnsupportedOperationException();
  }

  /** What happened since the last sample. */
  public LoadSample sample() {
    throw new UnsupportedOperationException();
  }

  /** No more requests come. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
