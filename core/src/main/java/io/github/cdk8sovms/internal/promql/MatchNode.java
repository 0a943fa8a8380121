package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Binary;
import io.github.cdk8sovms.internal.promql.Expr.Cardinality;
import io.github.cdk8sovms.internal.promql.Expr.Matching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An operation of two vectors, value by value. */
final class MatchNode extends VectorNode {
  private final Binary binary;
  private final LabelTable table;
  private final boolean isSwapped;
  private final boolean isOneToOne;
  private final VectorNode many;
  private final VectorNode one;
  private final LabelFunction signature;
  private final LabelFunction resultLabels;
  private final LabelMap ones = new LabelMap();
  private final LabelMap matched = new LabelMap();
  private final Map<Labels, LabelFunction> included = new HashMap<>();
  private final Set<List<Labels>> inserted = new HashSet<>();

  MatchNode(Clock clock, LabelTable table, Binary binary, VectorNode left, VectorNode right) {
    super(clock);
    Matching matching = binary.matching();
    this.binary = binary;
    this.table = table;
    this.isSwapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    this.isOneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
    this.many = isSwapped ? right : left;
    this.one = isSwapped ? left : right;
    this.signature = signature(table, matching);
    this.resultLabels = new LabelFunction(table, this::changeLabels);
  }

  /** What must be equal. */
  static LabelFunction signature(LabelTable table, Matching matching) {
    if (matching.on()) {
      return LabelFunction.keeping(table, matching.labels());
    }
    List<String> ignored = new ArrayList<>(matching.labels());
    ignored.add(Labels.NAME);
    return LabelFunction.removing(table, ignored);
  }

  private void changeLabels(Map<String, String> labels) {
    Matching matching = binary.matching();
    if (binary.bool() || !binary.operator().isComparison()) {
      LabelFunction.removeName(labels);
    }
    if (isOneToOne && matching.on()) {
      labels.keySet().retainAll(matching.labels());
    } else if (isOneToOne) {
      labels.keySet().removeAll(matching.labels());
    }
  }

  @Override
  void compute(long now, Vector out) {
    Vector manys = many.at(now);
    Vector singles = one.at(now);
    if (manys.size() == 0 || singles.size() == 0) {
      return;
    }
    index(singles);
    matched.clear();
    inserted.clear();
    for (int i = 0; i < manys.size(); i++) {
      Labels key = signature.of(manys.labels(i));
      int other = ones.get(key);
      if (other != LabelMap.NONE) {
        Labels labels = labels(key, manys.labels(i), singles.labels(other));
        add(labels, manys.value(i), singles.value(other), out);
      }
    }
    requireDistinct(out);
  }

  private void index(Vector singles) {
    ones.clear();
    for (int i = 0; i < singles.size(); i++) {
      Labels key = signature.of(singles.labels(i));
      if (ones.has(key)) {
        throw new PromQlException(
            PromQlException.NOWHERE,
            "several series of the %s side of \"%s\" match %s: %s and %s"
                .formatted(
                    isSwapped ? "left" : "right",
                    binary.operator(),
                    key,
                    singles.labels(i),
                    singles.labels(ones.get(key))));
      }
      ones.put(key, i);
    }
  }

  private Labels labels(Labels key, Labels ofMany, Labels ofOne) {
    Labels labels =
        binary.matching().include().isEmpty()
            ? resultLabels.of(ofMany)
            : included.computeIfAbsent(ofOne, this::including).of(ofMany);
    boolean isFirst = isOneToOne ? !matched.has(key) : inserted.add(List.of(key, labels));
    if (!isFirst) {
      throw new PromQlException(
          PromQlException.NOWHERE,
          isOneToOne
              ? "several series of the left side of \"%s\" match %s without group_left or group_right"
                  .formatted(binary.operator(), key)
              : "several matches of \"%s\" have the labels %s"
                  .formatted(binary.operator(), labels));
    }
    matched.put(key, 0);
    return labels;
  }

  private LabelFunction including(Labels ofOne) {
    return new LabelFunction(
        table,
        labels -> {
          changeLabels(labels);
          for (String name : binary.matching().include()) {
            labels.put(name, ofOne.get(name));
          }
        });
  }

  private void add(Labels labels, double ofMany, double ofOne, Vector out) {
    Operator operator = binary.operator();
    double left = isSwapped ? ofOne : ofMany;
    double right = isSwapped ? ofMany : ofOne;
    boolean holds = operator.holds(left, right);
    if (binary.bool()) {
      out.add(labels, holds ? 1 : 0);
    } else if (holds) {
      out.add(labels, operator.apply(left, right));
    }
  }
}
