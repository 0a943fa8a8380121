package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan to vary: pods of four streams, scraped every 15 seconds, one to three of them. */
final class Specs {
  static final String RATIO =
      "max by (namespace, pod) (avg_over_time(ovms_current_requests{namespace=\"serving\"}[1m])"
          + " / (avg_over_time(ovms_streams{namespace=\"serving\"}[1m]) > 0))";

  private List<ServableSpec> servables = List.of(ModelSpec.of("resnet50", 4, 16));
  private int httpWorkers = 16;
  private int grpcThreads = 64;
  private boolean countsFromReceipt;
  private StartDurations start = StartDurations.ofTotal(Duration.ofSeconds(30));
  private Duration drain = Duration.ofSeconds(10);
  private Clients clients = Clients.http(16);
  private ScrapeSpec scrape = ScrapeSpec.every(Duration.ofSeconds(15));
  private int least = 1;
  private int most = 3;
  private ScalingRules up = ScalingRules.defaultUp();
  private ScalingRules down = ScalingRules.defaultDown();
  private final List<HpaSpec.Metric> metrics = new ArrayList<>();
  private final Map<String, String> queries = new LinkedHashMap<>();

  private Specs() {}

  /** Scaled on requests per stream, with a target of 1. */
  static Specs onRatio() {
    return new Specs().metric(new HpaSpec.PodsMetric("ratio", 1), RATIO);
  }

  /** As many pods as a query says, which may depend on the time: the traffic starts at 600. */
  static Specs on(String query) {
    return new Specs().metric(new HpaSpec.ExternalMetric("pods", 1), query);
  }

  /** One pod that takes any number of requests and is never scaled. */
  static Specs onePod(int streams, int inferRequests) {
    return on("vector(1)")
        .servables(ModelSpec.of("resnet50", streams, inferRequests))
        .httpWorkers(1_000_000)
        .clients(Clients.http())
        .replicas(1, 1);
  }

  PlanSpec plan() {
    return new PlanSpec(
        "plan",
        new ServerSpec(
            servables,
            httpWorkers,
            grpcThreads,
            countsFromReceipt,
            start,
            drain,
            "serving",
            "resnet"),
        clients,
        scrape,
        new HpaSpec(least, most, metrics, up, down),
        queries);
  }

  Specs metric(HpaSpec.Metric metric, String query) {
    metrics.add(metric);
    queries.put(metric.name(), query);
    return this;
  }

  /** A total that never adds a second pod, to read the value of a query. */
  Specs looksAt(String query) {
    return metric(new HpaSpec.ExternalMetric("look", 1_000_000), query);
  }

  Specs servables(ServableSpec... all) {
    servables = List.of(all);
    return this;
  }

  Specs httpWorkers(int count) {
    httpWorkers = count;
    return this;
  }

  Specs grpcThreads(int count) {
    grpcThreads = count;
    return this;
  }

  Specs countsFromReceipt(boolean counts) {
    countsFromReceipt = counts;
    return this;
  }

  Specs start(StartDurations budget) {
    start = budget;
    return this;
  }

  Specs drain(Duration time) {
    drain = time;
    return this;
  }

  Specs clients(Clients ofThem) {
    clients = ofThem;
    return this;
  }

  Specs scrapedEvery(int seconds) {
    scrape = ScrapeSpec.every(Duration.ofSeconds(seconds));
    return this;
  }

  Specs replicas(int fewest, int highest) {
    least = fewest;
    most = highest;
    return this;
  }

  Specs behavior(ScalingRules scaleUp, ScalingRules scaleDown) {
    up = scaleUp;
    down = scaleDown;
    return this;
  }

  /** Pods are removed as soon as they are not asked for. */
  Specs removesAtOnce() {
    return behavior(up, new ScalingRules(Duration.ZERO, down.select(), down.policies()));
  }
}
