package io.github.cdk8sovms.internal.promql;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Prometheus has stored, in memory: series and their samples, those only that are young
 * enough. Its size does not grow with time, also not if pods come and go: see {@link #forget}.
 *
 * <p>A store and its series belong to one thread.
 *
 * <pre>{@code
 * SeriesStore store = new SeriesStore(300);
 * Series requests = store.series("ovms_current_requests", Map.of("pod", "resnet-0"));
 * requests.append(0, 3);
 * requests.append(15, 5);
 * Query query = Query.parse("avg_over_time(ovms_current_requests[1m])");
 * List<Query.Value> values = query.at(store, 20); // {pod="resnet-0"} 4
 * }</pre>
 */
public final class SeriesStore {
  private final long retention;
  private final SeriesIndex index = new SeriesIndex();
  private final Set<Series> ending = new LinkedHashSet<>();
  private final Map<Expr, Evaluator> evaluators = new IdentityHashMap<>();
  private @Nullable Expr lastQuery;
  private @Nullable Evaluator lastEvaluator;

  /**
   * An empty store.
   *
   * @param retentionSeconds how long a sample is kept after it, at least as long as queries look
   *     back: see {@link Query#lookback()}
   */
  public SeriesStore(double retentionSeconds) {
    if (!(retentionSeconds > 0)) {
      throw new IllegalArgumentException("retention must be positive: " + retentionSeconds);
    }
    this.retention = Series.millis(retentionSeconds);
  }

  /**
   * Finds or creates a series.
   *
   * @param metric its name
   * @param labels its other labels; an empty value is as good as none
   */
  public Series series(String metric, Map<String, String> labels) {
    Series found = index.series(metric, labels, retention);
    ending.remove(found);
    if (index.dropUnusedLabels()) {
      evaluators.clear();
      lastQuery = null;
      lastEvaluator = null;
    }
    return found;
  }

  /**
   * Marks a series that gets no more samples, because its target is gone. It is removed when its
   * last sample is older than the retention. Call {@link Series#stale} before, when Prometheus
   * would notice.
   */
  public void forget(Series one) {
    ending.add(one);
  }

  /** Evaluates a query, which is prepared once. */
  Vector evaluate(Expr query, long now) {
    removeEnded(now);
    if (query != lastQuery || lastEvaluator == null) {
      lastEvaluator = evaluators.computeIfAbsent(query, it -> new Evaluator(it, index));
      lastQuery = query;
    }
    return lastEvaluator.at(now);
  }

  SeriesIndex index() {
    return index;
  }

  private void removeEnded(long now) {
    if (!ending.isEmpty()) {
      ending.removeIf(one -> removeIfEmpty(one, now));
    }
  }

  private boolean removeIfEmpty(Series one, long now) {
    boolean isEmpty = one.forgetBefore(now - retention);
    if (isEmpty) {
      index.remove(one);
    }
    return isEmpty;
  }
}
