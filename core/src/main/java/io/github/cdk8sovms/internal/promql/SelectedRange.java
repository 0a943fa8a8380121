package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.Range;
import java.util.List;

/** The range of a selector. */
final class SelectedRange implements RangeNode {
  private final Matches matches;
  private final long offset;
  private final long range;
  private final Window window = new Window();
  private List<Series> series = List.of();

  SelectedRange(SeriesIndex index, Range range) {
    this.matches = new Matches(index, range.selector());
    this.offset = range.selector().offset();
    this.range = range.range();
  }

  @Override
  public void moveTo(long now) {
    series = matches.series();
    window.now = now;
    window.end = now - offset;
    window.range = range;
  }

  @Override
  public int size() {
    return series.size();
  }

  @Override
  public Labels labels(int index) {
    return series.get(index).labels();
  }

  @Override
  public Window window(int index) {
    series.get(index).window(window.end - range, window.end, window);
    return window;
  }
}
