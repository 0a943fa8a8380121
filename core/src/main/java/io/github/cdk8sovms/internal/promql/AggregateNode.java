package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Grouping;
import java.util.ArrayList;
import java.util.List;

/** One value of each group. */
final class AggregateNode extends VectorNode {
  private final Aggregation aggregation;
  private final VectorNode argument;
  private final Scalar parameter;
  private final LabelFunction groupLabels;
  private final LabelMap indexes = new LabelMap();
  private final List<Group> groups = new ArrayList<>();

  AggregateNode(
      Clock clock,
      LabelTable table,
      Aggregation aggregation,
      Grouping grouping,
      Scalar parameter,
      VectorNode argument) {
    super(clock);
    this.aggregation = aggregation;
    this.argument = argument;
    this.parameter = parameter;
    this.groupLabels = groupLabels(table, grouping);
  }

  static LabelFunction groupLabels(LabelTable table, Grouping grouping) {
    if (!grouping.without()) {
      return LabelFunction.keeping(table, grouping.labels());
    }
    List<String> removed = new ArrayList<>(grouping.labels());
    removed.add(Labels.NAME);
    return LabelFunction.removing(table, removed);
  }

  @Override
  void compute(long now, Vector out) {
    double share = parameter.at(now);
    Vector values = argument.at(now);
    indexes.clear();
    int size = 0;
    for (int i = 0; i < values.size(); i++) {
      Labels labels = groupLabels.of(values.labels(i));
      int index = indexes.get(labels);
      if (index == LabelMap.NONE) {
        indexes.put(labels, size);
        if (size == groups.size()) {
          groups.add(new Group(aggregation));
        }
        groups.get(size++).start(labels, values.value(i));
      } else {
        groups.get(index).add(values.value(i));
      }
    }
    for (int i = 0; i < size; i++) {
      out.add(groups.get(i).labels(), groups.get(i).result(share));
    }
  }
}
