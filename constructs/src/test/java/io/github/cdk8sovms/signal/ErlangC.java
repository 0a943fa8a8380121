package io.github.cdk8sovms.signal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The meaning of a target for requests per stream, by queueing theory: a pod as an M/M/c queue,
 * with random arrivals, exponential service times, and c streams.
 *
 * <p>Inference takes about the same time each time, so real waits are shorter: with constant
 * service times half as long on one stream (Pollaczek and Khinchine).
 *
 * <p>A utilisation is the part of the time that a stream is busy, from 0 to below 1; at 1 the queue
 * grows without end.
 *
 * @param streams inferences that run at a time
 * @see <a href="https://en.wikipedia.org/wiki/M/M/c_queue">M/M/c queue</a>
 * @see <a href="https://octave.sourceforge.io/queueing/function/erlangc.html">erlangc of Octave</a>
 */
record ErlangC(int streams) {
  private static final List<Double> TARGETS = List.of(0.5, 0.7, 0.8, 1.0, 1.5, 2.0);
  private static final List<Integer> STREAMS = List.of(1, 4, 8, 16);

  /** The part of requests that may wait longer than the 95th percentile. */
  private static final double BEYOND_P95 = 0.05;

  ErlangC {
    if (streams < 1) {
      throw new IllegalArgumentException(streams + " streams serve nothing");
    }
  }

  /** The part of requests that find every stream busy: Erlang's C formula. */
  double probabilityOfWaiting(double utilisation) {
    requireStable(utilisation);
    double load = streams * utilisation;
    // Erlang's B by recursion over the streams: the factorials of the closed form overflow at 171.
    double blocked = 1;
    for (int stream = 1; stream <= streams; stream++) {
      blocked = load * blocked / (stream + load * blocked);
    }
    return blocked / (1 - utilisation * (1 - blocked));
  }

  /** The mean number of requests in the pod, waiting or executing, for each stream. */
  double requestsPerStream(double utilisation) {
    double waiting = probabilityOfWaiting(utilisation) * utilisation / (1 - utilisation);
    return utilisation + waiting / streams;
  }

  /**
   * The same as seen by a gauge that stops at {@code nireq}, as that of OVMS does since 2024.5.
   *
   * <p>With n requests or more in the pod (n not below the streams) with probability C × ρ^(n - c),
   * what is out of view is the sum of these beyond nireq.
   */
  double requestsPerStreamInView(double utilisation, int nireq) {
    if (nireq < streams) {
      throw new IllegalArgumentException(nireq + " infer requests leave streams without work");
    }
    double outOfView =
        probabilityOfWaiting(utilisation)
            * Math.pow(utilisation, nireq - streams + 1)
            / (1 - utilisation);
    return requestsPerStream(utilisation) - outOfView / streams;
  }

  /** The utilisation at which there are this many requests for each stream in the mean. */
  double utilisationAt(double requestsPerStream) {
    if (!(requestsPerStream >= 0) || Double.isInfinite(requestsPerStream)) {
      throw new IllegalArgumentException(requestsPerStream + " requests per stream");
    }
    double low = 0;
    double high = 1;
    // Halved until the bounds are neighbours; requests per stream only grow with the utilisation.
    for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
      if (requestsPerStream(middle) < requestsPerStream) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * What 95 % of the requests wait at most before they are executed, in mean service times: a wait
   * is longer than t with probability C × e^(-c (1 - ρ) t).
   */
  double p95Wait(double utilisation) {
    double waiting = probabilityOfWaiting(utilisation);
    return waiting <= BEYOND_P95
        ? 0
        : Math.log(waiting / BEYOND_P95) / (streams * (1 - utilisation));
  }

  /** A row for each target, a column for each stream count: utilisation, and P95 of the wait. */
  static String markdownTable() {
    Stream<String> head =
        Stream.of(
            row(
                "target",
                STREAMS.stream().map(count -> count + (count > 1 ? " streams" : " stream"))),
            row("---:", STREAMS.stream().map(count -> "---:")));
    Stream<String> body =
        TARGETS.stream()
            .map(
                target ->
                    row(
                        String.valueOf(target),
                        STREAMS.stream().map(count -> new ErlangC(count).cell(target))));
    return Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n"));
  }

  private String cell(double target) {
    double utilisation = utilisationAt(target);
    return String.format(Locale.ROOT, "%.0f %% / %.2f", 100 * utilisation, p95Wait(utilisation));
  }

  private static String row(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static void requireStable(double utilisation) {
    if (!(utilisation >= 0 && utilisation < 1)) {
      throw new IllegalArgumentException(utilisation + " is not a utilisation from 0 to below 1");
    }
  }
}
