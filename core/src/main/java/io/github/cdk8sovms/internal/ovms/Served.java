package io.github.cdk8sovms.internal.ovms;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How many requests a pod can process of a model or graph, which bounds its load signal. */
public sealed interface Served {
  /** Returns the name, which is also the {@code name} label of its series. */
  String name();

  /** Returns how many requests must be countable at a time; zero if unknown. */
  long requestsInView();

  /**
   * A model, with execution streams.
   *
   * @param name of the model
   * @param streams concurrent inferences; empty if OVMS chooses
   * @param nireq infer requests; empty if OVMS chooses
   * @param nireqPerStreamIfUnset OpenVINO's default on this device; empty if unknown
   * @param hasPerformanceHint by which OpenVINO chooses the streams
   * @param device such as {@code CPU}
   */
  record ServedModel(
      String name,
      OptionalInt streams,
      OptionalInt nireq,
      OptionalDouble nireqPerStreamIfUnset,
      boolean hasPerformanceHint,
      String device)
      implements Served {
    /**
     * Requests per stream that the server must be able to hold to make queueing visible. Since OVMS
     * 2024.5 a request is counted only while it holds an infer request, so with one infer request
     * per stream, OpenVINO's default on CPUs, the ratio cannot exceed 1.0 and an autoscaler with
     * target 1.0 never scales. Four allow a ratio of 4.0: enough to request four times the pods at
     * once.
     */
    public static final int REQUESTS_IN_VIEW_PER_STREAM = 4;

    /** Takes no null. */
    public ServedModel {
      Required.nonNull(name, "name");
      Required.nonNull(streams, "streams");
      Required.nonNull(nireq, "nireq");
      Required.nonNull(nireqPerStreamIfUnset, "nireqPerStreamIfUnset");
      Required.nonNull(device, "device");
    }

    @Override
    public long requestsInView() {
      return (long) streams.orElse(0) * REQUESTS_IN_VIEW_PER_STREAM;
    }
  }

  /**
   * A MediaPipe graph, which exports no streams.
   *
   * @param name of the graph
   * @param capacity requests that a pod processes concurrently; empty if not stated
   */
  record ServedGraph(String name, OptionalInt capacity) implements Served {
    /** Takes no null. */
    public ServedGraph {
      Required.nonNull(name, "name");
      Required.nonNull(capacity, "capacity");
    }

    @Override
    public long requestsInView() {
      return 2L * capacity.orElse(0);
    }
  }
}
