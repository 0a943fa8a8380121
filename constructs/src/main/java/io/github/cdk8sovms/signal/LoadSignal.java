package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A measure of how loaded a pod is: what it is called in the metrics API, how Prometheus works it
 * out, which targets make sense, and how high it can get on a given server.
 *
 * <p>Immutable: each method that changes something gives a copy.
 */
public abstract sealed class LoadSignal
    permits RequestsPerStream,
        InFlightPerStream,
        QueueToCompute,
        StreamUtilization,
        Latency,
        GraphsInFlight {

  /** The label of all series that tells models apart. */
  public static final String MODEL_LABEL = "name";

  /** What targets are given in. */
  public enum Unit {
    /** A number without a unit. */
    RATIO,
    /** Time, in milliseconds. */
    MILLISECONDS
  }

  private final SignalScope selection;
  private final SignalDefinition facts;

  LoadSignal(SignalScope selection, SignalDefinition facts) {
    this.selection = selection;
    this.facts = facts;
  }

  /**
   * Requests being processed for each execution stream: {@code ovms_requests_streams_ratio}. A
   * stream runs one inference at a time. At 1, with random arrivals on four streams, they are busy
   * 72 % of the time and 45 % of the requests wait (Erlang C); above, more wait. Since OVMS 2024.5
   * it ends at infer requests / streams.
   */
  public static LoadSignal requestsPerStream() {
    return new RequestsPerStream(SignalScope.ALL);
  }

  /**
   * Requests in the server for each execution stream, waiting ones included, worked out from the
   * time they took (Little's law). It has no end over gRPC, and is steadier than a gauge; but it
   * learns of a request only when it is answered, so requests must be much shorter than the window.
   */
  public static LoadSignal inFlightPerStream() {
    return new InFlightPerStream(SignalScope.ALL);
  }

  /**
   * The time requests wait for an infer request by the time inference takes. It has no end over
   * gRPC. With four infer requests a stream, what is written for pinned streams, it sees only what
   * waits beyond those; over HTTP it then sees nothing, because as many workers as infer requests
   * leave none to wait. For it set {@code .nireq(..)} to the streams.
   */
  public static LoadSignal queueToCompute() {
    return new QueueToCompute(SignalScope.ALL);
  }

  /**
   * Inference time for each stream and second. With as many infer requests as streams it is the
   * part of the time that streams are busy, and ends at 1. With four a stream, what is written for
   * pinned streams, it includes what waits inside OpenVINO: it then reads like requests per stream,
   * but steadier, because every request is in the time and a gauge is looked at four times a
   * minute. For those who want headroom: a target below 1 adds pods before much waits.
   */
  public static LoadSignal streamUtilization() {
    return new StreamUtilization(SignalScope.ALL);
  }

  /** The mean time from receipt to answer, in milliseconds. */
  public static LoadSignal meanLatency() {
    return new Latency(SignalScope.ALL, OptionalDouble.empty());
  }

  /**
   * The time within which a share of the requests is answered, in milliseconds. OVMS counts in
   * buckets of which each is 1.8 times as wide as the one before, so the value is up to 80 % off:
   * choose targets in these steps.
   *
   * @param share such as 0.99
   */
  public static LoadSignal latency(double share) {
    return new Latency(SignalScope.ALL, OptionalDouble.of(share));
  }

  /**
   * Graphs being executed, as a share of a capacity: the measure for language models, embeddings
   * and everything else that runs as a MediaPipe graph and so has no streams.
   *
   * @param capacity how many graphs a pod can execute at a time, from a load test
   */
  public static LoadSignal graphsInFlight(int capacity) {
    return new GraphsInFlight(SignalScope.ALL, capacity);
  }

  /** The same for one model: the autoscaler follows this one only. */
  public final LoadSignal model(String name) {
    return with(selection.model(Required.nonNull(name)));
  }

  /** The same with another way to make one value of several models. */
  public final LoadSignal across(Aggregation aggregation) {
    return with(selection.across(Required.nonNull(aggregation)));
  }

  /**
   * The same over another time. It is the largest part of the delay; shorter follows the load
   * sooner and takes a burst for a trend. Default: four scrapes, but at least a minute.
   */
  public final LoadSignal over(Duration window) {
    return with(selection.over(Required.nonNull(window)));
  }

  /** The name under which the metrics API serves it. */
  public final String metricName() {
    return facts.metric() + selection.suffix();
  }

  /** The only model that is looked at; empty for all. */
  public final Optional<String> model() {
    return selection.model();
  }

  /** The window that was stated; empty for the one that fits the scrape interval. */
  public final Optional<Duration> window() {
    return selection.window();
  }

  /**
   * The PromQL expression that gives one value for each pod.
   *
   * @param matchers label matchers that choose the pods; also the model, if there is one
   * @param groupBy the label that tells pods apart
   * @param window the time to look back over, if the signal does not state its own
   */
  public final String perPod(String matchers, String groupBy, Duration window) {
    Required.nonNull(matchers, "matchers");
    Required.nonNull(groupBy, "groupBy");
    Required.nonNull(window, "window");
    Query query = new Query(matchers, groupBy, Durations.text(windowOr(window)));
    return new PodLoad(this, facts.reading(), selection.aggregation(), query).expression();
  }

  /**
   * The PromQL expression that gives one value for all pods together: the sum of theirs.
   *
   * @param labels the labels that tell pods apart
   * @param matchers label matchers that choose the pods
   * @param window the time to look back over, if the signal does not state its own
   */
  public final String fleet(SeriesLabels labels, String matchers, Duration window) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(window, "window");
    return load(labels, matchers, window).sum();
  }

  /**
   * Label matchers that choose, besides the pods, the signal's model: for callers who do not, as
   * the adapter, add the selector of a metric.
   */
  public final String ofModel(String matchers) {
    Required.nonNull(matchers);
    return selection.matchers(matchers);
  }

  /**
   * Metric and operation in the name of a series that a recording rule makes of the signal, such as
   * {@code ovms_requests_streams_ratio:avg1m}; what each value is of goes before it.
   */
  public final String recordedAs(Duration window) {
    Required.nonNull(window);
    return metricName() + ":" + facts.reading().operation() + Durations.text(windowOr(window));
  }

  /** The window that was stated, or else the one that fits the scrape interval. */
  public final Duration windowOr(Duration fitting) {
    Required.nonNull(fitting);
    return selection.windowOr(fitting);
  }

  /** The matcher that chooses the series of one model. */
  public static String modelMatcher(String name) {
    Required.nonNull(name);
    return Query.matcher(MODEL_LABEL, name);
  }

  /**
   * The PromQL expression for an autoscaler that divides a total by the target: the sum of the
   * pods, with those that have no value in it as an autoscaler takes them that asks for each. While
   * the others are below the target, they count as loaded as the target; what the others are above
   * it fills their places first. Without any value it has none.
   *
   * @param labels the labels that tell pods apart
   * @param matchers label matchers that choose the pods, also in the series {@code up}
   * @param window the time to look back over, if the signal does not state its own
   * @param target the value that each pod should have, as the metrics API has it
   */
  public final String fleetLoad(
      SeriesLabels labels, String matchers, Duration window, BigDecimal target) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(window, "window");
    Required.nonNull(target, "target");
    return load(labels, matchers, window).expression(target);
  }

  /**
   * The same for pods that may all be gone: zero while there are none and no requests come in.
   *
   * @param activity a PromQL expression that exists without pods and is above zero while requests
   *     come in
   */
  public final String fleetLoadAtRest(
      SeriesLabels labels, String matchers, Duration window, BigDecimal target, String activity) {
    Required.nonNull(labels, "labels");
    Required.nonNull(matchers, "matchers");
    Required.nonNull(window, "window");
    Required.nonNull(target, "target");
    Required.nonNull(activity, "activity");
    return load(labels, matchers, window).expressionAtRest(target, activity);
  }

  private FleetLoad load(SeriesLabels labels, String matchers, Duration window) {
    return new FleetLoad(perPod(ofModel(matchers), labels.list(), window), matchers, labels);
  }

  /** The series by whose pods the signal is found in Prometheus. */
  public final String discoverySeries() {
    return facts.discovery();
  }

  /** What the server must export. */
  public final Set<OvmsMetric> needs() {
    return facts.needs();
  }

  /** What it measures, in a few words. */
  public final String description() {
    return facts.description();
  }

  /** What targets are given in. */
  public final Unit unit() {
    return facts.unit();
  }

  /** The targets that make sense. */
  public final TargetRange targets() {
    return facts.targets();
  }

  /** How many scrapes the window must span: two for averages, four for rates. */
  public final int fewestScrapes() {
    return facts.reading().fewestScrapes();
  }

  /** Checks what the signal says of itself. */
  public void check(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    selection.check(findings, option);
  }

  /** Whether the window that was stated, if any, is one at all. */
  public final boolean hasUsableWindow() {
    return selection.hasUsableWindow();
  }

  /** The value in the metrics API for a target in the signal's unit. */
  public double metricValue(double target) {
    return target;
  }

  /** How high the value can get on a server. */
  public final UpperBound reach(OvmsModelServer server) {
    Required.nonNull(server);
    return PodUpperBound.of(this, server).highest();
  }

  /** How high it can get if all requests come over HTTP; {@link #reach} if that is no less. */
  public final UpperBound reachOverHttp(OvmsModelServer server) {
    Required.nonNull(server);
    return PodUpperBound.of(this, server).overHttp();
  }

  final SignalScope selection() {
    return selection;
  }

  abstract LoadSignal with(SignalScope other);

  /** One value for each model version of each pod; none where nothing was measured. */
  abstract String perModel(Query query);

  /** One value for each pod, with all its models as one. */
  abstract String total(Query query);

  abstract UpperBound reach(Model model, OvmsModelServer server);

  /** How high it can get over HTTP with so many workers, if those decide. */
  abstract UpperBound httpReach(List<Model> models, OptionalInt workers);
}
