package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code histogram_quantile} of buckets. */
final class HistogramNode extends VectorNode {
  private static final String BOUND = "le";

  private final Scalar share;
  private final VectorNode buckets;
  private final LabelFunction withoutBound;
  private final LabelFunction resultLabels;
  private final LabelMap indexes = new LabelMap();
  private final List<Buckets> groups = new ArrayList<>();
  private double[] bounds = new double[0];

  HistogramNode(Clock clock, LabelTable table, Scalar share, VectorNode buckets) {
    super(clock);
    this.share = share;
    this.buckets = buckets;
    this.withoutBound = LabelFunction.removing(table, List.of(BOUND));
    this.resultLabels = LabelFunction.withoutName(table);
  }

  @Override
  void compute(long now, Vector out) {
    double quantile = share.at(now);
    Vector values = buckets.at(now);
    List<Labels> order = new ArrayList<>();
    indexes.clear();
    for (int i = 0; i < values.size(); i++) {
      double bound = bound(values.labels(i));
      if (Double.isNaN(bound)) {
        continue;
      }
      Labels labels = withoutBound.of(values.labels(i));
      int index = indexes.get(labels);
      if (index == LabelMap.NONE) {
        index = order.size();
        indexes.put(labels, index);
        order.add(labels);
        if (index == groups.size()) {
          groups.add(new Buckets());
        }
        groups.get(index).clear();
      }
      groups.get(index).add(bound, values.value(i));
    }
    for (int i = 0; i < order.size(); i++) {
      out.add(resultLabels.of(order.get(i)), groups.get(i).quantile(quantile));
    }
    requireDistinct(out);
  }

  /** The upper bound of a bucket; NaN for a series that is no bucket. */
  private double bound(Labels labels) {
    if (labels.id() >= bounds.length) {
      int before = bounds.length;
      bounds = Arrays.copyOf(bounds, Math.max(64, 2 * labels.id()));
      Arrays.fill(bounds, before, bounds.length, Double.NEGATIVE_INFINITY);
    }
    double known = bounds[labels.id()];
    if (known == Double.NEGATIVE_INFINITY) {
      known = parse(labels.get(BOUND));
      bounds[labels.id()] = known;
    }
    return known;
  }

  private static double parse(String text) {
    String number = text.startsWith("+") ? text.substring(1) : text;
    if (number.equalsIgnoreCase("inf") || number.equalsIgnoreCase("infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
