package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Query.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A query for one store: what does not depend on time is prepared. */
final class Evaluator {
  private final Clock clock = new Clock();
  private final Source source;

  /** The values of the whole query. */
  @FunctionalInterface
  private interface Source {
    List<Value> at(long time);
  }

  Evaluator(Expr expr, SeriesStore store) {
    Compiler compiler = new Compiler(clock, store);
    if (expr.type() == Type.SCALAR) {
      Scalar scalar = compiler.scalar(expr);
      this.source = time -> List.of(new Value(Map.of(), scalar.at(time)));
    } else {
      VectorNode vector = compiler.vector(expr);
      this.source = time -> values(vector.at(time));
    }
  }

  List<Value> at(long time) {
    clock.next();
    return source.at(time);
  }

  private static List<Value> values(Vector vector) {
    List<Value> values = new ArrayList<>(vector.size());
    for (int i = 0; i < vector.size(); i++) {
      values.add(new Value(vector.labels(i).toMap(), vector.value(i)));
    }
    return values;
  }
}
