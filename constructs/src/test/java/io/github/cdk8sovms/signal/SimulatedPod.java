package io.github.cdk8sovms.signal;

/**
 * What bounds the requests in a pod.
 *
 * @param streams inferences that run at a time
 * @param nireq infer requests; one is held from before until after an inference
 * @param workers threads that receive requests; each keeps its request until it is answered
 */
record SimulatedPod(int streams, int nireq, int workers, Counting counting) {
  /** What {@code ovms_current_requests} counts. */
  enum Counting {
    /** Up to 2024.4: also requests that wait for an infer request. */
    FROM_RECEIPT,
    /** Since 2024.5, by openvinotoolkit/model_server#2683. */
    WHILE_HOLDING_AN_INFER_REQUEST
  }

  /** A current version of OVMS that receives every request at once. */
  static SimulatedPod of(int streams, int nireq) {
    return new SimulatedPod(
        streams, nireq, Integer.MAX_VALUE, Counting.WHILE_HOLDING_AN_INFER_REQUEST);
  }

  /** The same if all requests come over HTTP. */
  SimulatedPod restWorkers(int count) {
    return new SimulatedPod(streams, nireq, count, counting);
  }

  SimulatedPod counting(Counting other) {
    return new SimulatedPod(streams, nireq, workers, other);
  }
}
