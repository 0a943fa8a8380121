package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.KedaCases;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Autoscalers that KEDA could not make, or not as meant. */
final class BadKeda {
  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final BiFunction<Chart, OvmsModelServer, Prometheus> STANDALONE =
      (chart, server) -> Cases.prometheus(chart, server).build();
  private static final BiFunction<Chart, OvmsModelServer, Prometheus> EXISTING =
      existing("http://prometheus.monitoring.svc:9090");

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadKeda() {
    addPrometheus();
    addOptions();
    addScaleToZero();
    addSchedules();
    addWithoutKeda();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadKeda().inputs;
  }

  private void addSchedules() {
    LocalTime eight = LocalTime.of(8, 0);
    ZoneId utc = ZoneId.of("UTC");
    schedule("a schedule of no pods", Schedule.between(eight, LocalTime.NOON, utc));
    schedule("a schedule of the minimum", Schedule.between(eight, LocalTime.NOON, utc).atLeast(1));
    schedule("a schedule of too many", Schedule.between(eight, LocalTime.NOON, utc).atLeast(4));
    schedule("a schedule of no time", Schedule.between(eight, eight, utc).atLeast(2));
    schedule(
        "a schedule of seconds",
        Schedule.between(LocalTime.of(8, 0, 30), LocalTime.NOON, utc).atLeast(2));
    schedule(
        "a schedule of an offset",
        Schedule.between(eight, LocalTime.NOON, ZoneId.of("+02:00")).atLeast(2));
    schedule("a schedule of no day", Schedule.between(eight, LocalTime.NOON, utc).on().atLeast(2));
  }

  /** The same with an adapter. */
  private void addWithoutKeda() {
    withAdapter(
        "a schedule of a zone without yearly rules",
        it ->
            it.schedule(
                Schedule.between(LocalTime.of(8, 0), LocalTime.NOON, ZoneId.of("Africa/Casablanca"))
                    .atLeast(2)));
    withAdapter(
        "no pods on an old cluster",
        it -> it.replicas(0, 3).scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, IDLE));
    zeroWithAdapter("no pods, and one that stays", it -> it.replicas(1, 3));
    zeroWithAdapter("no pods, by a query without braces", it -> it.scaleToZero("requests", IDLE));
    zeroWithAdapter(
        "no pods, by a query with a template",
        it -> it.scaleToZero("sum(a{b=\"<<.Series>>\"})", IDLE));
    zeroWithAdapter(
        "no pods, by the series of pods", it -> it.scaleToZero("sum(ovms_streams{})", IDLE));
    add(
        "no pods of KEDA by an option of the adapter",
        EXISTING,
        keda -> keda,
        it -> it.scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, IDLE));
  }

  private void zeroWithAdapter(String what, UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    withAdapter(
        what,
        it ->
            autoscaler.apply(
                it.kubernetes(KubernetesVersion.of("1.37"))
                    .replicas(0, 3)
                    .scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, IDLE)));
  }

  private void withAdapter(String what, UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    inputs.put(what, programWithAdapter(EXISTING, autoscaler));
  }

  /** A server, a Prometheus that scrapes it, and an autoscaler with an adapter. */
  static Consumer<Chart> programWithAdapter(
      BiFunction<Chart, OvmsModelServer, Prometheus> prometheus,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    return chart -> {
      OvmsModelServer resnet = Cases.server(chart, "resnet").build();
      MetricsAdapter adapter =
          Cases.adapter(chart, prometheus.apply(chart, resnet)).namespace("monitoring").build();
      autoscaler.apply(Cases.autoscaler(chart, resnet, adapter)).build();
    };
  }

  private void schedule(String what, Schedule schedule) {
    add(what, STANDALONE, keda -> keda, it -> it.schedule(schedule));
  }

  private void addPrometheus() {
    inputs.put(
        "a server that KEDA's Prometheus does not scrape",
        chart -> {
          OvmsModelServer resnet = Cases.server(chart, "resnet").build();
          OvmsModelServer bert = Cases.server(chart, "bert").build();
          KedaCases.autoscaler(chart, bert, Keda.with(Cases.prometheus(chart, resnet).build()))
              .build();
        });
    add(
        "a Prometheus without its namespace",
        existing("http://prometheus:9090"),
        keda -> keda,
        it -> it);
    add(
        "authorities alone",
        (chart, server) ->
            Cases.existingPrometheus(chart, server)
                .url("https://prometheus.monitoring.svc:9090")
                .access(PrometheusAccess.open().ca("prometheus-ca"))
                .build(),
        keda -> keda,
        it -> it);
  }

  private void addOptions() {
    options("an operator in a namespace of spaces", keda -> keda.namespace("my keda"));
    options(
        "an operator with a label of spaces",
        keda -> keda.podLabels(Map.of("app", "keda operator")));
    options("an autoscaler that cannot be taken over", keda -> keda.takeOver("Resnet HPA"));
    options("a fallback before any failure", keda -> keda.fallback(0, 2));
    options("a fallback to more pods than may run", keda -> keda.fallback(8, 4));
    options("a fallback to none", keda -> keda.fallback(8, 0));
    add(
        "a fallback while the first pod starts",
        STANDALONE,
        keda -> keda.fallback(3, 3),
        it -> it.startTime(Duration.ofSeconds(90)));
  }

  private void addScaleToZero() {
    add("no pods without activity", STANDALONE, keda -> keda, it -> it.replicas(0, 3));
    add(
        "scale to zero with a pod that stays",
        EXISTING,
        keda -> keda.scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, IDLE),
        it -> it);
    zero("no pods at most", KedaCases.REQUESTS_OF_GATEWAY, it -> it.replicas(0, 0));
    zero("activity of the pods that are gone", "sum(ovms_current_requests)", it -> it);
    zero("no query for activity", " ", it -> it);
    zero("query with an open bracket", "sum(rate(istio_requests_total[1m])", it -> it);
    zero("query with an open text", "sum(istio_requests_total{a=\"b})", it -> it);
    add(
        "activity that this Prometheus does not read",
        STANDALONE,
        keda -> keda.scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, IDLE),
        it -> it.replicas(0, 3));
    add(
        "idle for half a minute",
        EXISTING,
        keda -> keda.scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, Duration.ofSeconds(30)),
        it -> it.replicas(0, 3));
  }

  private void zero(String what, String query, UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    add(
        what,
        EXISTING,
        keda -> keda.scaleToZero(query, IDLE),
        it -> autoscaler.apply(it.replicas(0, 3)));
  }

  private void options(String what, UnaryOperator<Keda> keda) {
    add(what, STANDALONE, keda, it -> it);
  }

  private void add(
      String what,
      BiFunction<Chart, OvmsModelServer, Prometheus> prometheus,
      UnaryOperator<Keda> keda,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    inputs.put(what, program(prometheus, keda, autoscaler));
  }

  /** A server, a Prometheus that scrapes it, and an autoscaler that KEDA makes. */
  static Consumer<Chart> program(
      BiFunction<Chart, OvmsModelServer, Prometheus> prometheus,
      UnaryOperator<Keda> keda,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    return chart -> {
      OvmsModelServer resnet = Cases.server(chart, "resnet").build();
      Keda asking = keda.apply(Keda.with(prometheus.apply(chart, resnet)));
      autoscaler.apply(KedaCases.autoscaler(chart, resnet, asking)).build();
    };
  }

  /** A Prometheus that is installed already. */
  static BiFunction<Chart, OvmsModelServer, Prometheus> existing(String url) {
    return (chart, server) -> Cases.existingPrometheus(chart, server).url(url).build();
  }
}
