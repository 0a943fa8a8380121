package io.github.cdk8sovms.internal.promql;

/** A query for one store: what does not depend on time is prepared. */
final class Evaluator {
  private final Clock clock = new Clock();
  private final VectorNode result;

  Evaluator(Expr expr, SeriesIndex index) {
    Compiler compiler = new Compiler(clock, index);
    this.result =
        expr.type() == Type.SCALAR
            ? new ConstantNode(clock, index.table(), compiler.scalar(expr))
            : compiler.vector(expr);
  }

  /** The values of the whole query, valid until the next call. */
  Vector at(long time) {
    clock.next();
    return result.at(time);
  }
}
