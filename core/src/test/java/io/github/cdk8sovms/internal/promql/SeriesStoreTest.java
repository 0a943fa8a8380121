package io.github.cdk8sovms.internal.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a store keeps, and for how long. */
class SeriesStoreTest {
  private static final Query COUNT = Query.parse("count_over_time(x[10m])");

  @Test
  void keepsSamplesForTheRetention() {
    SeriesStore store = new SeriesStore(60);
    Series series = store.series("x", Map.of());
    for (int time = 0; time <= 300; time += 15) {
      series.append(time, time);
    }

    assertThat(COUNT.at(store, 300)).containsExactly(new Query.Value(Map.of(), 5));
  }

  @Test
  void hasASeriesOnce() {
    SeriesStore store = new SeriesStore(60);

    Series series = store.series("x", Map.of("pod", "a", "zone", ""));

    assertThat(store.series("x", Map.of("pod", "a"))).isSameAs(series);
    assertThat(store.series("x", Map.of("pod", "b"))).isNotSameAs(series);
    assertThat(store.series("y", Map.of("pod", "a"))).isNotSameAs(series);
  }

  @Test
  void refusesSamplesThatAreNotInOrder() {
    Series series = new SeriesStore(60).series("x", Map.of("pod", "a"));
    series.append(1, 5);

    assertThatThrownBy(() -> series.append(1.0004, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample at 1000 ms is not after the last one, at 1000 ms: x{pod=\"a\"}");
  }

  @Test
  void aRetentionIsPositive() {
    assertThatThrownBy(() -> new SeriesStore(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retention must be positive: NaN");
  }

  @Test
  void aSeriesThatIsForgottenStaysAsLongAsItsSamples() {
    SeriesStore store = new SeriesStore(600);
    Series series = store.series("x", Map.of());
    series.append(0, 1);
    series.stale(15);
    store.forget(series);

    assertThat(COUNT.at(store, 599)).hasSize(1);
    assertThat(COUNT.at(store, 700)).isEmpty();
    assertThat(store.index().matching(List.of())).isEmpty();
  }

  @Test
  void aSeriesThatComesBackIsNotForgotten() {
    SeriesStore store = new SeriesStore(60);
    store.forget(store.series("x", Map.of()));
    store.series("x", Map.of()).append(1000, 1);

    assertThat(COUNT.at(store, 1001)).hasSize(1);
  }

  /** Each pod lives for a minute, and others follow, for days. */
  @Test
  void itsSizeDoesNotGrowWithPodsThatAreGone() {
    SeriesStore store = new SeriesStore(60);
    Query query = Query.parse("sum by (pod) (max_over_time(x{pod=~\"pod-.*\"}[1m]))");
    int mostLabels = 0;
    for (int minute = 0; minute < 20_000; minute++) {
      Series series = store.series("x", Map.of("pod", "pod-" + minute));
      series.append(60.0 * minute, minute);
      series.stale(60.0 * minute + 30);
      store.forget(series);

      assertThat(query.at(store, 60.0 * minute + 15))
          .containsExactly(new Query.Value(Map.of("pod", "pod-" + minute), minute));
      mostLabels = Math.max(mostLabels, store.index().table().size());
      assertThat(store.index().matching(List.of())).hasSizeLessThan(4);
    }

    assertThat(mostLabels).isLessThan(5000);
  }

  /** Queries are read once for many candidates of a plan. */
  @Test
  void aQueryCanBeUsedWithSeveralStores() {
    SeriesStore one = Stored.every(15, "x pod=a: 1");
    SeriesStore other = Stored.every(15, "x pod=b: 2");
    Query query = Query.parse("sum by (pod) (x)");

    for (int i = 0; i < 3; i++) {
      assertThat(query.at(one, 1)).containsExactly(new Query.Value(Map.of("pod", "a"), 1));
      assertThat(query.at(other, 1)).containsExactly(new Query.Value(Map.of("pod", "b"), 2));
    }
  }
}
