package io.github.cdk8sovms.internal.promql;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  /** Sets of labels that results have, for each series, before those of gone series are dropped. */
  private static final int LABELS_OF_SERIES = 16;

  private static final int FEWEST_LABELS = 4096;

  private final long retention;
  private final Map<Labels, Series> series = new LinkedHashMap<>();
  private final Set<Series> ending = new LinkedHashSet<>();
  private final Map<Query, Evaluator> evaluators = new IdentityHashMap<>();
  private LabelTable table = new LabelTable();
  private int version;
  private @Nullable Query lastQuery;
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
    Map<String, String> all = new TreeMap<>(labels);
    all.put(Labels.NAME, metric);
    Labels key = table.intern(all);
    Series found = series.get(key);
    if (found == null) {
      found = new Series(this, key);
      series.put(key, found);
      version++;
      dropUnusedLabels();
    }
    ending.remove(found);
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

  long retentionMillis() {
    return retention;
  }

  LabelTable table() {
    return table;
  }

  /** Changes when series come or go. */
  int version() {
    return version;
  }

  List<Series> matching(List<Matcher> matchers) {
    List<Series> found = new ArrayList<>();
    for (Series one : series.values()) {
      if (matchers.stream().allMatch(matcher -> matcher.matches(one.labels()))) {
        found.add(one);
      }
    }
    return found;
  }

  Evaluator evaluator(Query query, long now) {
    removeEnded(now);
    if (query != lastQuery || lastEvaluator == null) {
      lastEvaluator = evaluators.computeIfAbsent(query, it -> new Evaluator(it.expr(), this));
      lastQuery = query;
    }
    return lastEvaluator;
  }

  private void removeEnded(long now) {
    if (!ending.isEmpty() && ending.removeIf(one -> removeIfEmpty(one, now))) {
      version++;
    }
  }

  private boolean removeIfEmpty(Series one, long now) {
    boolean isEmpty = one.forgetBefore(now - retention);
    if (isEmpty) {
      series.remove(one.labels());
    }
    return isEmpty;
  }

  /** Labels have numbers, which would grow with every pod that ever was. */
  private void dropUnusedLabels() {
    if (table.size() <= Math.max(FEWEST_LABELS, LABELS_OF_SERIES * series.size())) {
      return;
    }
    table = new LabelTable();
    List<Series> all = List.copyOf(series.values());
    series.clear();
    for (Series one : all) {
      one.labels(table.intern(one.labels().toMap()));
      series.put(one.labels(), one);
    }
    evaluators.clear();
    lastQuery = null;
    lastEvaluator = null;
  }
}
