package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other settings than those of a manifest, that exist as options of the Java API. */
final class Variations {
  private static final long[] WINDOWS = {20, 30, 60, 120, 300};
  private static final long[] UP = {0, 30, 60, 120};
  private static final long[] DOWN = {120, 300, 600, 900};
  private static final int MOST_REPLICAS = 1000;

  /** Fewest scrapes in a window, of which the API requires at least two. */
  private static final int FEWEST_SCRAPES = 2;

  /** Infer requests for each stream, as the library sets them. */
  private static final int INFER_REQUESTS = 4;

  private final PlanSpec spec;
  private final SignalInQuery signal;
  private final boolean streamsMayVary;
  private final Settings today;

  Variations(PlanSpec spec, boolean streamsMayVary) {
    this.spec = spec;
    HpaSpec.Metric metric = spec.hpa().metrics().get(0);
    this.signal =
        new SignalInQuery(
            metric.name(), spec.queries().getOrDefault(metric.name(), ""), metric.averageValue());
    this.streamsMayVary = streamsMayVary;
    this.today =
        new Settings(
            metric.averageValue(),
            signal.window(),
            spec.hpa().minReplicas(),
            spec.hpa().maxReplicas(),
            up().stabilization().toSeconds(),
            down().stabilization().toSeconds(),
            streams());
  }

  Settings today() {
    return today;
  }

  private ScalingRules up() {
    return spec.hpa().scaleUp().isUnset() ? ScalingRules.defaultUp() : spec.hpa().scaleUp();
  }

  private ScalingRules down() {
    return spec.hpa().scaleDown().isUnset() ? ScalingRules.defaultDown() : spec.hpa().scaleDown();
  }

  private int streams() {
    return spec.server().servables().stream()
        .filter(each -> each.share() > 0)
        .mapToInt(each -> each instanceof ServableSpec.ModelSpec model ? model.streams() : 0)
        .findFirst()
        .orElse(0);
  }

  /** Returns settings with one other value. */
  List<Settings> of(Settings from) {
    List<Settings> others = new ArrayList<>();
    for (double step : new double[] {-0.1, 0.1, -0.3}) {
      double target = rounded(from.target() + step * today.target());
      if (target >= 0.3 * today.target() && target <= 2 * today.target()) {
        others.add(from.withTarget(target));
      }
    }
    replicas(from, others);
    if (signal.hasWindowOption()) {
      for (long window : WINDOWS) {
        if (window >= FEWEST_SCRAPES * spec.scrape().interval().toSeconds()) {
          others.add(from.withWindow(window));
        }
      }
    }
    if (BehaviorOption.canExpress(up(), down())) {
      for (long up : UP) {
        others.add(from.withBehavior(up, from.down()));
      }
      for (long down : DOWN) {
        others.add(from.withBehavior(from.up(), down));
      }
    }
    if (streamsMayVary && from.streams() > 0) {
      others.add(from.withStreams(2 * from.streams()));
      others.add(from.withStreams(Math.max(1, from.streams() / 2)));
    }
    // The library refuses a shorter memory than two windows.
    others.removeIf(each -> each.window() > 0 && each.down() < 2 * each.window());
    return others;
  }

  private static void replicas(Settings from, List<Settings> others) {
    int min = from.minReplicas();
    int max = from.maxReplicas();
    for (int other : new int[] {min - 1, min + 1, 2 * min}) {
      if (other >= 1 && other <= max) {
        others.add(from.withReplicas(other, max));
      }
    }
    for (int other : new int[] {max + 1, 2 * max, max - 1}) {
      if (other >= min && other <= MOST_REPLICAS) {
        others.add(from.withReplicas(min, other));
      }
    }
  }

  /** Returns the plan with other settings. */
  PlanSpec spec(Settings settings) {
    HpaSpec hpa = spec.hpa();
    List<HpaSpec.Metric> metrics = new ArrayList<>(hpa.metrics());
    HpaSpec.Metric first = metrics.get(0);
    metrics.set(
        0,
        first instanceof HpaSpec.PodsMetric
            ? new HpaSpec.PodsMetric(first.name(), settings.target())
            : new HpaSpec.ExternalMetric(first.name(), settings.target()));
    Map<String, String> queries = new LinkedHashMap<>(spec.queries());
    queries.put(first.name(), signal.query(settings.window(), settings.target()));
    HpaSpec changed =
        new HpaSpec(
            settings.minReplicas(),
            settings.maxReplicas(),
            metrics,
            stabilized(up(), settings.up()),
            stabilized(down(), settings.down()),
            hpa.toleranceUp(),
            hpa.toleranceDown(),
            hpa.syncPeriod());
    ServerSpec server = server(settings);
    return new PlanSpec(spec.name(), server, clients(server), spec.scrape(), changed, queries);
  }

  /** Clients that use each HTTP worker also use those that are added. */
  private Clients clients(ServerSpec server) {
    boolean followsWorkers = spec.clients().equals(Clients.http(spec.server().httpWorkers()));
    return followsWorkers ? Clients.http(server.httpWorkers()) : spec.clients();
  }

  private static ScalingRules stabilized(ScalingRules rules, long seconds) {
    return new ScalingRules(Duration.ofSeconds(seconds), rules.select(), rules.policies());
  }

  private ServerSpec server(Settings settings) {
    ServerSpec server = spec.server();
    if (settings.streams() == today.streams()) {
      return server;
    }
    List<ServableSpec> servables =
        server.servables().stream().map(each -> withStreams(each, settings.streams())).toList();
    return new ServerSpec(
        servables,
        Math.max(server.httpWorkers(), INFER_REQUESTS * settings.streams()),
        server.grpcThreads(),
        server.countsFromReceipt(),
        server.start(),
        server.drain(),
        server.namespace(),
        server.workload());
  }

  private static ServableSpec withStreams(ServableSpec servable, int streams) {
    return servable instanceof ServableSpec.ModelSpec model && model.share() > 0
        ? new ServableSpec.ModelSpec(
            model.name(), model.version(), streams, INFER_REQUESTS * streams, model.share())
        : servable;
  }

  /** Returns the calls of the builders that differ from the manifest. */
  List<String> lines(Settings settings) {
    List<String> lines = new ArrayList<>();
    if (settings.target() != today.target()) {
      lines.add(signal.targetLine(settings.target()));
    }
    if (settings.window() != today.window()) {
      lines.add(signal.windowLine(settings.window()));
    }
    if (settings.minReplicas() != today.minReplicas()
        || settings.maxReplicas() != today.maxReplicas()) {
      lines.add(".replicas(%d, %d)".formatted(settings.minReplicas(), settings.maxReplicas()));
    }
    if (settings.up() != today.up() || settings.down() != today.down()) {
      lines.add(BehaviorOption.line(settings.up(), settings.down()));
    }
    if (settings.streams() != today.streams()) {
      lines.add(".streams(%d)".formatted(settings.streams()));
    }
    return lines;
  }

  /** Sums of decimal fractions would differ in their last bit, and count as other settings. */
  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).doubleValue();
  }
}
