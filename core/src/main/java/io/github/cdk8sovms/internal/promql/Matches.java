package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Selector;
import java.util.List;

/** The series of a selector, looked up again only when series have come or gone. */
final class Matches {
  private final SeriesStore store;
  private final Selector selector;
  private List<Series> series = List.of();
  private int version = -1;

  Matches(SeriesStore store, Selector selector) {
    this.store = store;
    this.selector = selector;
  }

  List<Series> series() {
    if (version != store.version()) {
      series = store.matching(selector.matchers());
      version = store.version();
    }
    return series;
  }
}
