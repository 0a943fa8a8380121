package io.github.cdk8sovms.emulator;

import java.util.List;

/** What a request can be for: a model or a graph. */
interface Servable {
  /**
   * A version of it.
   *
   * @param state as {@code /v1/config} names it
   */
  record Version(int number, String state) {}

  String name();

  List<Version> versions();

  /** Looks for what there is to load, unless something is served already. */
  void list();

  /** Whether it answers requests. */
  boolean isServed();

  /** It is loaded, if it can be. */
  void loaded();

  /** Another version is there, and will be loaded. */
  void update();

  /** Takes a request, or fails it if nothing is loaded. */
  void infer(Request request);

  /** A client has read over HTTP that it is ready. */
  void askedForReadiness();

  /** Whether HTTP requests for it have separate threads from those of probes. */
  default boolean streams() {
    return false;
  }

  /** What its load signal shows now: requests by streams of a model, requests of a graph. */
  double load();
}
