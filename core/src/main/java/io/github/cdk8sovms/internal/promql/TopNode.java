package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Grouping;
import java.util.ArrayList;
import java.util.List;

/** {@code topk} and {@code bottomk}. */
final class TopNode extends VectorNode {
  private final boolean highest;
  private final VectorNode argument;
  private final Scalar count;
  private final LabelFunction groupLabels;
  private final LabelMap indexes = new LabelMap();
  private final List<TopHeap> heaps = new ArrayList<>();

  TopNode(
      Clock clock,
      LabelTable table,
      boolean highest,
      Grouping grouping,
      Scalar count,
      VectorNode argument) {
    super(clock);
    this.highest = highest;
    this.argument = argument;
    this.count = count;
    this.groupLabels = AggregateNode.groupLabels(table, grouping);
  }

  @Override
  void compute(long now, Vector out) {
    double wanted = count.at(now);
    if (Double.isNaN(wanted) || wanted >= 0x1p63) {
      throw new PromQlException(
          PromQlException.NOWHERE, "topk and bottomk need a number of series, not " + wanted);
    }
    Vector values = argument.at(now);
    int most = (int) Math.min(wanted, values.size());
    if (wanted < 1) {
      return;
    }
    indexes.clear();
    int size = 0;
    for (int i = 0; i < values.size(); i++) {
      Labels group = groupLabels.of(values.labels(i));
      int index = indexes.get(group);
      if (index == LabelMap.NONE) {
        index = size++;
        indexes.put(group, index);
        if (index == heaps.size()) {
          heaps.add(new TopHeap(highest));
        }
        heaps.get(index).clear();
      }
      heaps.get(index).offer(values.labels(i), values.value(i), most);
    }
    for (int i = 0; i < size; i++) {
      heaps.get(i).addTo(out);
    }
  }
}
