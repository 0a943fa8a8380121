package io.github.cdk8sovms.internal.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A query in PromQL. Its values are those of Prometheus 3, to the last bit where Prometheus' are
 * the same on every processor: staleness, a lookback of 5 minutes, ranges that are open at the
 * left, the extrapolation of {@code rate}, the matching of vectors and its errors. Tests compare
 * them with promtool's.
 *
 * <p>It can have: selectors with all matchers, ranges, {@code offset} and subqueries; arithmetic,
 * comparisons, {@code and}, {@code or}, {@code unless} with {@code on}, {@code ignoring}, {@code
 * group_left}, {@code group_right} and {@code bool}; the aggregations sum, avg, min, max, count,
 * group, stddev, stdvar, topk, bottomk and quantile; and the functions of {@link #functions()}. It
 * cannot have native histograms, the modifier {@code @}, {@code anchored}, {@code smoothed} and
 * {@code fill}, and other functions and aggregations. A subquery without a step has one of a
 * minute, Prometheus' default evaluation interval.
 *
 * <p>A query can be used by several threads, each with a separate store.
 */
public final class Query {
  private final String text;
  private final Expr expr;

  private Query(String text, Expr expr) {
    this.text = text;
    this.expr = expr;
  }

  /**
   * The value of a series of the result.
   *
   * @param labels its labels, {@code __name__} included if the query keeps it
   * @param value any, also infinite or not a number
   */
  public record Value(Map<String, String> labels, double value) {}

  /**
   * Reads a query.
   *
   * @param text without what templates would replace
   * @throws PromQlException if Prometheus would not accept it, or if it has what is not supported
   */
  public static Query parse(String text) {
    return new Query(text, Parser.parse(text));
  }

  /** The functions that a query can have, in alphabetical order. */
  public static List<String> functions() {
    return Function.names();
  }

  /**
   * Evaluates the query at a time. The result of a scalar is one value without labels.
   *
   * @param store what has been scraped
   * @param time in seconds, as those of the samples
   * @throws PromQlException if it cannot be evaluated, for example if several series match one; an
   *     adapter or KEDA has no value then
   */
  public List<Value> at(SeriesStore store, double time) {
    long millis = Series.millis(time);
    Vector result = store.evaluate(expr, millis);
    List<Value> values = new ArrayList<>(result.size());
    for (int i = 0; i < result.size(); i++) {
      values.add(new Value(result.labels(i).toMap(), result.value(i)));
    }
    return values;
  }

  /** How far back it looks at most, so that a store can forget what is older. */
  public Duration lookback() {
    return Duration.ofMillis(Math.max(0, expr.lookback()));
  }

  /**
   * The names of the metrics whose series it reads. A selector without a name, or with a condition
   * on it, is not among them.
   */
  public Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    expr.selectors()
        .flatMap(selector -> selector.matchers().stream())
        .filter(matcher -> matcher.name().equals(Labels.NAME))
        .filter(matcher -> matcher.kind() == Matcher.Kind.EQUAL)
        .forEach(matcher -> names.add(matcher.value()));
    return Collections.unmodifiableSet(names);
  }

  /** The text that was read. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
