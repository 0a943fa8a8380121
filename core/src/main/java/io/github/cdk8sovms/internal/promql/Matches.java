package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Selector;
import java.util.List;

/** The series of a selector, looked up again only when series have come or gone. */
final class Matches {
  private final SeriesIndex index;
  private final Selector selector;
  private List<Series> series = List.of();
  private int version = -1;

  Matches(SeriesIndex index, Selector selector) {
    this.index = index;
    this.selector = selector;
  }

  List<Series> series() {
    if (version != index.version()) {
      series = index.matching(selector.matchers());
      version = index.version();
    }
    return series;
  }
}
