package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Queries a Prometheus for a range of time, in several requests if it has many points. */
public final class PrometheusRange {
  /** Prometheus returns at most 11,000 points of a series. */
  private static final int MOST_POINTS = 10_000;

  private final Prometheus prometheus;

  /** Uses a URL that this machine can reach. */
  public PrometheusRange(PrometheusUrl url) {
    this.prometheus = Prometheus.at(url, Map.of(), Map.of());
  }

  /**
   * Reads the values of an expression.
   *
   * @param step between two values
   * @param matrices receives the series of each request, in the order of time
   * @throws NoAnswerException if Prometheus does not respond, or rejects the query
   */
  public void read(
      String expression, Instant start, Instant end, Duration step, Consumer<JsonNode> matrices) {
    Instant from = start;
    while (!from.isAfter(end)) {
      Instant last = from.plus(step.multipliedBy(MOST_POINTS - 1));
      Instant to = last.isAfter(end) ? end : last;
      Answer answer =
          prometheus
              .send()
              .apply(
                  "/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
                      .formatted(
                          Cluster.encoded(expression),
                          from.getEpochSecond(),
                          to.getEpochSecond(),
                          step.toSeconds()));
      if (!Prometheus.isResult(answer)) {
        throw new NoAnswerException(prometheus.unseen(answer).why() + ".");
      }
      matrices.accept(answer.json().at("/data/result"));
      from = to.plus(step);
    }
  }
}
