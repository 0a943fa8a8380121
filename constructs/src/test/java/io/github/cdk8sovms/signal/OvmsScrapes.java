package io.github.cdk8sovms.signal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The scrapes of a pod with one model, oldest first, at a constant interval; and the resulting
 * signals.
 *
 * <p>Named and counted as in OVMS: times in microseconds, added up when a request leaves the part
 * that is timed. So a request that is still being answered is in the gauge, but in no time.
 */
record OvmsScrapes(List<Scrape> scrapes) {
  /**
   * @param currentRequests {@code ovms_current_requests}
   * @param streams {@code ovms_streams}
   * @param waitForInferRequest {@code ovms_wait_for_infer_req_time_us}
   * @param inference {@code ovms_inference_time_us}
   * @param request {@code ovms_request_time_us}
   */
  record Scrape(
      double atSeconds,
      int currentRequests,
      int streams,
      Times waitForInferRequest,
      Times inference,
      Times request) {}

  /** The {@code _sum} and {@code _count} of a histogram. */
  record Times(double sumMicroseconds, long count) {
    static final Times NONE = new Times(0, 0);

    Times plusSeconds(double seconds) {
      return new Times(sumMicroseconds + seconds * 1e6, count + 1);
    }
  }

  OvmsScrapes {
    scrapes = List.copyOf(scrapes);
  }

  /** Those after a warm-up. */
  OvmsScrapes after(double seconds) {
    return new OvmsScrapes(scrapes.stream().filter(each -> each.atSeconds() > seconds).toList());
  }

  /**
   * What each range selector of this length saw, evaluated at each scrape. A selector leaves out
   * its oldest end (since Prometheus 3), so one minute has four scrapes at 15 seconds.
   */
  List<OvmsScrapes> windows(double seconds) {
    double interval = scrapes.get(1).atSeconds() - scrapes.get(0).atSeconds();
    int size = (int) Math.round(seconds / interval);
    return IntStream.rangeClosed(0, scrapes.size() - size)
        .mapToObj(first -> new OvmsScrapes(scrapes.subList(first, first + size)))
        .toList();
  }

  /** {@code avg_over_time(ovms_current_requests) / avg_over_time(ovms_streams)}. */
  double requestsPerStream() {
    return scrapes.stream().mapToInt(Scrape::currentRequests).average().orElseThrow() / streams();
  }

  /** Little's law: {@code rate(ovms_request_time_us_sum) / 1e6 / ovms_streams}. */
  double inFlightPerStream() {
    return secondsPerSecond(Scrape::request) / streams();
  }

  /**
   * {@code rate(ovms_wait_for_infer_req_time_us_sum) / rate(ovms_inference_time_us_sum)}; NaN, as
   * in Prometheus, if nothing was inferred.
   */
  double queueToCompute() {
    return secondsPerSecond(Scrape::waitForInferRequest) / secondsPerSecond(Scrape::inference);
  }

  /** {@code rate(ovms_inference_time_us_sum) / 1e6 / ovms_streams}. */
  double streamUtilisation() {
    return secondsPerSecond(Scrape::inference) / streams();
  }

  /** {@code rate(ovms_wait_for_infer_req_time_us_sum) / rate(.._count) / 1e6}. */
  double meanWaitForInferRequestSeconds() {
    Times first = first().waitForInferRequest();
    Times last = last().waitForInferRequest();
    return (last.sumMicroseconds() - first.sumMicroseconds())
        / (last.count() - first.count())
        / 1e6;
  }

  Scrape first() {
    return scrapes.get(0);
  }

  Scrape last() {
    return scrapes.get(scrapes.size() - 1);
  }

  private double streams() {
    return scrapes.stream().mapToInt(Scrape::streams).average().orElseThrow();
  }

  /**
   * {@code rate(.._sum) / 1e6}. At a steady interval Prometheus extends the slope between the first
   * and the last scrape to the whole window, so the rate is that slope.
   */
  private double secondsPerSecond(Function<Scrape, Times> series) {
    double added = series.apply(last()).sumMicroseconds() - series.apply(first()).sumMicroseconds();
    return added / 1e6 / (last().atSeconds() - first().atSeconds());
  }
}
