package io.github.cdk8sovms.planning;

/** What a server serves. */
public sealed interface ServableSpec {
  /** The name that requests, and the label {@code name} of its series, have. */
  String name();

  /**
   * Its part of the traffic, relative to that of the other servables of the server; 0 if it is
   * loaded and not called.
   */
  double share();

  /**
   * A model with execution streams.
   *
   * @param name of the model
   * @param version the label {@code version} of its series
   * @param streams inferences that a pod executes at a time
   * @param inferRequests requests that may hold an infer request at a time ({@code nireq}); what
   *     exceeds the streams waits inside OpenVINO
   * @param share of the traffic
   */
  record ModelSpec(String name, int version, int streams, int inferRequests, double share)
      implements ServableSpec {
    /**
     * @throws IllegalArgumentException if there is no stream or no infer request
     */
    public ModelSpec {
      Require.notBlank(name, "the name of a model");
      Require.atLeast(1, version, "the version of a model");
      Require.atLeast(1, streams, "the number of streams");
      Require.atLeast(1, inferRequests, "the number of infer requests");
      Require.notNegative(share, "the share of a model");
    }

    /** The only model with traffic, of version 1. */
    public static ModelSpec of(String name, int streams, int inferRequests) {
      return new ModelSpec(name, 1, streams, inferRequests, 1);
    }
  }

  /**
   * A MediaPipe graph, such as that of a language model: all requests that have a thread, or a
   * graph of its pool, are executed at the same time.
   *
   * @param name of the graph
   * @param concurrency requests that a pod executes at a time: HTTP workers, or the size of the
   *     pool if that is less
   * @param share of the traffic
   */
  record GraphSpec(String name, int concurrency, double share) implements ServableSpec {
    /**
     * @throws IllegalArgumentException if no request can be executed
     */
    public GraphSpec {
      Require.notBlank(name, "the name of a graph");
      Require.atLeast(1, concurrency, "the concurrency of a graph");
      Require.notNegative(share, "the share of a graph");
    }

    /** The only servable with traffic. */
    public static GraphSpec of(String name, int concurrency) {
      return new GraphSpec(name, concurrency, 1);
    }
  }
}
