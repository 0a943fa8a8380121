package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A load metric of a pod: its name in the metrics API, its PromQL query, its sensible targets, and
 * its upper bound on a given server.
 *
 * <p>Immutable: each method that changes an option returns a copy.
 *
 * <pre>{@code
 * LoadSignal.requestsPerStream()
 * LoadSignal.inFlightPerStream().model("resnet50")
 * LoadSignal.latency(0.95).over(Duration.ofMinutes(2))
 * }</pre>
 */
public abstract sealed class LoadSignal permits ModelSignal, GraphsInFlight {
  static {
    SignalLink.LINK.provide(Linked::new);
  }

  /** The label that identifies the model in all series. */
  public static final String MODEL_LABEL = Query.MODEL_LABEL;

  /** The unit of a target. */
  public enum Unit {
    /** A dimensionless number. */
    RATIO,
    /** Time, in milliseconds. */
    MILLISECONDS
  }

  private final SignalScope scope;
  private final SignalDefinition definition;

  LoadSignal(SignalScope scope, SignalDefinition definition) {
    this.scope = scope;
    this.definition = definition;
  }

  /**
   * Requests being processed per execution stream: {@code ovms_requests_streams_ratio}. A stream
   * runs one inference at a time. At 1, with random arrivals on four streams, utilization is 72 %
   * and 45 % of the requests queue (Erlang C); above, more do. Since OVMS 2024.5 the value cannot
   * exceed infer requests / streams.
   */
  public static LoadSignal requestsPerStream() {
    return new RequestsPerStream(SignalScope.ALL);
  }

  /**
   * Requests in the server per execution stream, including queued ones, computed from their
   * processing time (Little's law). It is unbounded over gRPC and steadier than a gauge; but a
   * request is counted only when it completes, so requests must be much shorter than the window.
   */
  public static LoadSignal inFlightPerStream() {
    return new InFlightPerStream(SignalScope.ALL);
  }

  /**
   * The time requests wait for an infer request divided by the inference time. It is unbounded over
   * gRPC. With four infer requests per stream, which the library configures for pinned streams, it
   * only counts requests queued beyond those; over HTTP it is then always zero, because there are
   * as many workers as infer requests. For this signal set {@code .nireq(..)} to the number of
   * streams.
   */
  public static LoadSignal queueToCompute() {
    return new QueueToCompute(SignalScope.ALL);
  }

  /**
   * Inference time per stream and second. With as many infer requests as streams it is the
   * utilization of the streams and cannot exceed 1. With four per stream, which the library
   * configures for pinned streams, it includes the queue inside OpenVINO: its values are then like
   * those of requests per stream, but steadier, because it covers every request while a gauge is
   * sampled four times a minute. For headroom: a target below 1 adds pods before requests queue.
   */
  public static LoadSignal streamUtilization() {
    return new StreamUtilization(SignalScope.ALL);
  }

  /** The mean time from receipt to response, in milliseconds. */
  public static LoadSignal meanLatency() {
    return new Latency(SignalScope.ALL, OptionalDouble.empty());
  }

  /**
   * A latency quantile, in milliseconds. The histogram buckets of OVMS grow by a factor of 1.8, so
   * the value is up to 80 % off: choose targets at bucket bounds.
   *
   * @param share such as 0.99
   */
  public static LoadSignal latency(double share) {
    return new Latency(SignalScope.ALL, OptionalDouble.of(share));
  }

  /**
   * Graphs being executed, as a fraction of a capacity: the signal for language models, embeddings
   * and all other MediaPipe graphs, which have no streams.
   *
   * @param capacity how many graphs a pod can execute concurrently, from a load test
   */
  public static LoadSignal graphsInFlight(int capacity) {
    return new GraphsInFlight(SignalScope.ALL, capacity);
  }

  /** Returns the signal of one model only. */
  public final LoadSignal model(String name) {
    return with(scope.model(Required.nonNull(name)));
  }

  /** Returns the signal with another aggregation over models. */
  public final LoadSignal across(Aggregation aggregation) {
    return with(scope.across(Required.nonNull(aggregation)));
  }

  /**
   * Returns the signal with another averaging window. A longer one reacts later and to fewer short
   * bursts. Default: two scrape intervals for gauges and four for rates, at least 20 seconds; at
   * least a minute for latency.
   */
  public final LoadSignal over(Duration window) {
    return with(scope.over(Required.nonNull(window)));
  }

  /** Returns the name of the metric in the metrics API. */
  public final String metricName() {
    return definition.metric() + scope.suffix();
  }

  /** Returns the model, if restricted to one; empty for all. */
  public final Optional<String> model() {
    return scope.model();
  }

  /** Returns the configured window; empty for the one derived from the scrape interval. */
  public final Optional<Duration> window() {
    return scope.window();
  }

  /**
   * Returns the PromQL expression with one value per pod.
   *
   * @param matchers label matchers that select the pods, and the model, if there is one
   * @param groupBy the label that identifies a pod
   * @param scrapeInterval the scrape interval of the pods, from which the windows are derived
   */
  public final String perPod(String matchers, String groupBy, Duration scrapeInterval) {
    Required.nonNull(matchers, "matchers");
    Required.nonNull(groupBy, "groupBy");
    SignalWindows windows = windows(scrapeInterval);
    Query query = new Query(matchers, groupBy, Durations.text(windows.window()));
    PodLoad load =
        new PodLoad(
            this::perModel, this::total, definition.seriesType(), scope.aggregation(), query);
    return windows.held().equals(windows.window())
        ? load.expression()
        : load.orElseOver(windows.held());
  }

  /**
   * Returns the PromQL expression with the sum over all pods.
   *
   * @param labels the labels that identify a pod
   * @param matchers label matchers that select the pods
   * @param scrapeInterval the scrape interval of the pods, from which the windows are derived
   */
  public final String fleet(SeriesLabels labels, String matchers, Duration scrapeInterval) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(scrapeInterval, "scrapeInterval");
    return load(labels, matchers, scrapeInterval).sum();
  }

  /**
   * Returns label matchers that also select the signal's model: for callers that do not add the
   * metric selector, as the adapter does.
   */
  public final String ofModel(String matchers) {
    Required.nonNull(matchers);
    return scope.matchers(matchers);
  }

  /**
   * Returns the metric and operation parts of a recording rule's name, such as {@code
   * ovms_requests_streams_ratio:avg20s}; the aggregation level is the prefix.
   */
  public final String recordedAs(Duration scrapeInterval) {
    return metricName()
        + ":"
        + definition.seriesType().operation()
        + Durations.text(windowAt(scrapeInterval));
  }

  /** Returns the configured averaging window, or else the one derived from the scrape interval. */
  public final Duration windowAt(Duration scrapeInterval) {
    return windows(scrapeInterval).window();
  }

  /**
   * Returns for how long a pod that cannot be scraped has a value: a minute or four scrapes, but at
   * least the averaging window. Its value is the average of what is left of that time.
   */
  public final Duration heldAt(Duration scrapeInterval) {
    return windows(scrapeInterval).held();
  }

  private SignalWindows windows(Duration scrapeInterval) {
    Required.nonNull(scrapeInterval, "scrapeInterval");
    return SignalWindows.of(definition.seriesType(), scope, scrapeInterval);
  }

  /** Returns the label matcher for one model. */
  public static String modelMatcher(String name) {
    Required.nonNull(name);
    return Query.modelMatcher(name);
  }

  /**
   * Returns the PromQL expression for an autoscaler that divides a total by the target: the sum
   * over the pods, where pods without a value count as a Pods metric of an HPA would count them.
   * While the others are below the target, they count as loaded at the target; load above the
   * target is first assigned to them. Without any value the result is empty.
   *
   * @param labels the labels that identify a pod
   * @param matchers label matchers that select the pods, also in the series {@code up}
   * @param scrapeInterval the scrape interval of the pods, from which the windows are derived
   * @param target the target value per pod, in the unit of the metrics API
   */
  public final String fleetLoad(
      SeriesLabels labels, String matchers, Duration scrapeInterval, BigDecimal target) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(scrapeInterval, "scrapeInterval");
    Required.nonNull(target, "target");
    return load(labels, matchers, scrapeInterval).expression(target);
  }

  /**
   * Returns the same for scaling to zero: zero while there are no pods and no requests arrive.
   *
   * @param activity a PromQL expression that has a value without pods and is above zero while
   *     requests arrive
   */
  public final String fleetLoadAtRest(
      SeriesLabels labels,
      String matchers,
      Duration scrapeInterval,
      BigDecimal target,
      String activity) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(scrapeInterval, "scrapeInterval");
    Required.nonNull(target, "target");
    Required.nonNull(activity, "activity");
    return load(labels, matchers, scrapeInterval).expressionAtRest(target, activity);
  }

  private FleetLoad load(SeriesLabels labels, String matchers, Duration scrapeInterval) {
    return new FleetLoad(
        perPod(ofModel(matchers), labels.list(), scrapeInterval), matchers, labels);
  }

  /** Returns the series that is used for discovery in Prometheus. */
  public final String discoverySeries() {
    return definition.discovery();
  }

  /** Returns the metrics that the server must export. */
  public final Set<OvmsMetric> needs() {
    return definition.needs();
  }

  /** Returns whether it reads series of graphs, and none of models. */
  public final boolean isOfGraphs() {
    return needs().stream().allMatch(OvmsMetric::isOfGraphs);
  }

  /** Returns a short description. */
  public final String description() {
    return definition.description();
  }

  /** Returns the unit of its targets. */
  public Unit unit() {
    return Unit.RATIO;
  }

  /** Returns the range of sensible targets. */
  final TargetRange targets() {
    return definition.targets();
  }

  /** Returns how many scrapes the window must span: two for averages, four for rates. */
  public final int fewestScrapes() {
    return definition.seriesType().fewestScrapes();
  }

  /** Checks the options of the signal. */
  void check(Findings findings, String option) {
    scope.check(findings, option);
  }

  /** Returns whether the configured window, if any, is valid. */
  public final boolean hasUsableWindow() {
    return scope.hasUsableWindow();
  }

  /** Returns the value in the metrics API for a target in the signal's unit. */
  public double metricValue(double target) {
    return target;
  }

  /**
   * Returns how many requests at a pod the value 1 means; empty if the signal does not count
   * requests.
   *
   * @param streams of the model, if they are known
   */
  public OptionalInt requestsAtOne(OptionalInt streams) {
    Required.nonNull(streams);
    return OptionalInt.empty();
  }

  /** Returns the upper bound of the value on a server. */
  final UpperBound reach(Serving server) {
    return highest(server);
  }

  /** Returns the upper bound if all requests use HTTP; {@link #reach} if that is not lower. */
  final UpperBound reachOverHttp(Serving server) {
    return overHttp(server);
  }

  final SignalScope scope() {
    return scope;
  }

  abstract LoadSignal with(SignalScope other);

  /**
   * Returns an expression with one value per model version and pod; empty where nothing was
   * measured.
   */
  abstract String perModel(Query query);

  /** Returns an expression with one value per pod, with all its models as one. */
  abstract String total(Query query);

  /** Returns whether OVMS exports its series for this servable. */
  abstract boolean measures(Served servable);

  /** Returns the upper bound for any protocol, over all that is measured and in scope. */
  abstract UpperBound highest(Serving server);

  /** Returns the upper bound if all requests use HTTP; the highest one if that is not lower. */
  abstract UpperBound overHttp(Serving server);

  private record Linked(LoadSignal signal) implements SignalLink {
    @Override
    public void check(Findings findings, String option) {
      signal.check(findings, option);
    }

    @Override
    public TargetRange targets() {
      return signal.targets();
    }

    @Override
    public boolean measures(Served servable) {
      return signal.measures(servable);
    }

    @Override
    public UpperBound reach(Serving server) {
      return signal.reach(server);
    }

    @Override
    public UpperBound reachOverHttp(Serving server) {
      return signal.reachOverHttp(server);
    }
  }
}
