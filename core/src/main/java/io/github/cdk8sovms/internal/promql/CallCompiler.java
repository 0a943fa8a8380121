package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Call;
import io.github.cdk8sovms.internal.promql.Expr.Range;
import io.github.cdk8sovms.internal.promql.Expr.Selector;
import io.github.cdk8sovms.internal.promql.Function.EachValue;
import io.github.cdk8sovms.internal.promql.Function.EachWindow;
import io.github.cdk8sovms.internal.promql.Function.Special;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes nodes of functions. */
final class CallCompiler {
  /** Makes nodes of the arguments of a function. */
  interface Operands {
    VectorNode vector(Expr expr);

    Scalar scalar(Expr expr);

    RangeNode range(Expr expr);
  }

  private final Operands operands;
  private final Clock clock;
  private final SeriesIndex index;
  private final LabelTable table;

  CallCompiler(Operands operands, Clock clock, SeriesIndex index) {
    this.operands = operands;
    this.clock = clock;
    this.index = index;
    this.table = index.table();
  }

  VectorNode vector(Call call) {
    List<Expr> arguments = call.arguments();
    Function.Body body = call.function().body();
    if (body instanceof EachValue each) {
      List<Scalar> scalars =
          arguments.subList(1, arguments.size()).stream().map(operands::scalar).toList();
      return new ValueFunctionNode(
          clock, table, each.calculation(), operands.vector(arguments.get(0)), scalars);
    }
    if (body instanceof EachWindow each) {
      boolean isFirst = arguments.get(0).type() == Type.RANGE;
      Expr range = arguments.get(isFirst ? 0 : 1);
      Scalar scalar =
          arguments.size() == 1 ? time -> 0 : operands.scalar(arguments.get(isFirst ? 1 : 0));
      return new RangeFunctionNode(clock, table, each, operands.range(range), scalar);
    }
    return special((Special) body, arguments);
  }

  private VectorNode special(Special special, List<Expr> arguments) {
    Expr first = arguments.get(0);
    return switch (special) {
      case VECTOR -> new ConstantNode(clock, table, operands.scalar(first));
      case ABSENT -> absent(first);
      case ABSENT_OVER_TIME -> absentOverTime(first);
      case CLAMP -> clamp(arguments);
      case HISTOGRAM_QUANTILE ->
          new HistogramNode(
              clock, table, operands.scalar(first), operands.vector(arguments.get(1)));
      case LABEL_REPLACE -> edit(first, LabelEdits.replace(arguments, PromQlException.NOWHERE));
      case LABEL_JOIN -> edit(first, LabelEdits.join(arguments, PromQlException.NOWHERE));
      case TIMESTAMP -> timestamp(first);
      case SCALAR, TIME -> throw new IllegalStateException("not a vector: " + special);
    };
  }

  private VectorNode absent(Expr argument) {
    VectorNode vector = operands.vector(argument);
    Labels labels = labelsOfAbsent(argument);
    return new VectorNode(clock) {
      @Override
      void compute(long now, Vector out) {
        if (vector.at(now).size() == 0) {
          out.add(labels, 1);
        }
      }
    };
  }

  private VectorNode absentOverTime(Expr argument) {
    RangeNode range = operands.range(argument);
    Labels labels =
        argument instanceof Range selected ? labelsOfAbsent(selected.selector()) : table.empty();
    return new VectorNode(clock) {
      @Override
      void compute(long now, Vector out) {
        range.moveTo(now);
        for (int i = 0; i < range.size(); i++) {
          if (range.window(i).size() > 0) {
            return;
          }
        }
        out.add(labels, 1);
      }
    };
  }

  /** What a selector wants exactly; a label that it mentions again is left out. */
  private Labels labelsOfAbsent(Expr argument) {
    Map<String, String> labels = new HashMap<>();
    Set<String> seen = new HashSet<>();
    if (argument instanceof Selector selector) {
      for (Matcher matcher : selector.matchers()) {
        if (matcher.name().equals(Labels.NAME)) {
          continue;
        }
        if (matcher.kind() == Matcher.Kind.EQUAL && seen.add(matcher.name())) {
          labels.put(matcher.name(), matcher.value());
        } else {
          labels.remove(matcher.name());
        }
      }
    }
    return table.intern(labels);
  }

  private VectorNode clamp(List<Expr> arguments) {
    VectorNode vector = operands.vector(arguments.get(0));
    Scalar lowest = operands.scalar(arguments.get(1));
    Scalar highest = operands.scalar(arguments.get(2));
    LabelFunction withoutName = LabelFunction.withoutName(table);
    return new VectorNode(clock) {
      @Override
      void compute(long now, Vector out) {
        double low = lowest.at(now);
        double high = highest.at(now);
        if (high < low) {
          return;
        }
        Vector values = vector.at(now);
        for (int i = 0; i < values.size(); i++) {
          out.add(withoutName.of(values.labels(i)), PerValue.clamp(values.value(i), low, high));
        }
        requireDistinct(out);
      }
    };
  }

  private VectorNode edit(Expr argument, LabelFunction.Change change) {
    VectorNode vector = operands.vector(argument);
    LabelFunction labels = new LabelFunction(table, change);
    return new VectorNode(clock) {
      @Override
      void compute(long now, Vector out) {
        Vector values = vector.at(now);
        for (int i = 0; i < values.size(); i++) {
          out.add(labels.of(values.labels(i)), values.value(i));
        }
        requireDistinct(out);
      }
    };
  }

  private VectorNode timestamp(Expr argument) {
    if (argument instanceof Selector selector) {
      return new SelectorNode(clock, index, selector, true);
    }
    VectorNode vector = operands.vector(argument);
    LabelFunction withoutName = LabelFunction.withoutName(table);
    return new VectorNode(clock) {
      @Override
      void compute(long now, Vector out) {
        Vector values = vector.at(now);
        for (int i = 0; i < values.size(); i++) {
          out.add(withoutName.of(values.labels(i)), now / 1000.0);
        }
        requireDistinct(out);
      }
    };
  }
}
