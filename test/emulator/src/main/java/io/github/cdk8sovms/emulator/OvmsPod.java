package io.github.cdk8sovms.emulator;

import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * A pod of OpenVINO Model Server that answers like one: health, readiness, states of models, and
 * metrics, from a queue of requests that {@link Load} offers.
 */
public final class OvmsPod implements AutoCloseable {
  private static final double SHUTDOWN_SECONDS = 5;

  private final String name;
  private final Timeline timeline;
  private final ServerSettings settings;
  private final PodProcess process;
  private final Metrics metrics;
  private final HttpWorkers workers;
  private final HttpWorkers streamWorkers;
  private final GrpcThreads threads;
  private final Map<String, Servable> servables = new LinkedHashMap<>();
  private final Set<Request> requests = new LinkedHashSet<>();
  private Optional<RestServer> server = Optional.empty();
  private Phase phase = Phase.NORMAL;
  private boolean ready;
  private boolean terminating;

  private OvmsPod(
      String name, ServerSettings settings, PodTimes times, ModelStore store, Timeline timeline) {
    this.name = name;
    this.timeline = timeline;
    this.settings = settings;
    this.process = new PodProcess(timeline);
    this.metrics = new Metrics(settings.metrics());
    this.workers = new HttpWorkers(settings.restWorkers());
    this.streamWorkers = new HttpWorkers(settings.restWorkers());
    this.threads = new GrpcThreads(settings.grpcThreads());
    for (ModelSettings model : settings.models()) {
      if (!model.unknownProperty().isEmpty()) {
        // Neither this one nor any after it is loaded: loadModels in src/modelmanager.cpp.
        break;
      }
      servables.put(
          model.name(),
          new ServedModel(
              model, store, settings.release(), metrics, seconds(times.of(model.name())), process));
    }
    for (GraphSettings graph : settings.graphs()) {
      servables.put(
          graph.name(),
          new ServedGraph(
              graph,
              graph.pool(settings.release(), settings.restWorkers(), settings.cores()),
              store,
              metrics,
              seconds(times.of(graph.name())),
              new ServedGraph.Pace(times.slowdown(), times.prefill()),
              process));
    }
    new Loading(process, times.loading(), settings.pollSeconds(), servables.values())
        .start(() -> ready = true);
  }

  /**
   * Starts a server that listens on the REST port of its arguments; on its gRPC port it only
   * accepts connections.
   *
   * @param name of the pod, for records of load
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(
      String name, PodSpecView spec, InetAddress address, PodTimes times, Timeline timeline) {
    return start(name, spec, address, times, ModelStore.complete(), timeline);
  }

  /**
   * The same, with the models of a store.
   *
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(
      String name,
      PodSpecView spec,
      InetAddress address,
      PodTimes times,
      ModelStore store,
      Timeline timeline) {
    OvmsPod pod = start(name, spec, times, store, timeline);
    pod.server = Optional.of(RestServer.start(pod, address, timeline));
    return pod;
  }

  /**
   * Starts a server that no one can reach but {@link Load} and {@link #metrics()}: for simulated
   * time.
   *
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(String name, PodSpecView spec, PodTimes times, Timeline timeline) {
    return start(name, spec, times, ModelStore.complete(), timeline);
  }

  /**
   * The same, with the models of a store.
   *
   * @throws StartRefused if OVMS would end at once with these arguments and files
   */
  public static OvmsPod start(
      String name, PodSpecView spec, PodTimes times, ModelStore store, Timeline timeline) {
    ServerSettings settings = ServerSettings.of(spec);
    return timeline.get(() -> new OvmsPod(name, settings, times, store, timeline));
  }

  public String name() {
    return name;
  }

  /** Whether {@code /v2/health/ready} answers 200, once a thread is free to answer. */
  public boolean isReady() {
    return timeline.get(() -> ready && phase.answers() && takesRequests());
  }

  /** Makes it silent, slow, or normal again. */
  public void phase(Phase next) {
    timeline.run(
        () -> {
          phase = next;
          if (next.answers()) {
            process.goOn();
          } else {
            process.stop();
          }
        });
  }

  /** Whether it is silent, and heeds no signal either. */
  public boolean standsStill() {
    return timeline.get(() -> !phase.answers());
  }

  /**
   * A new version of a model appears. It is loaded while the old one serves; then that one finishes
   * what it has, and is retired.
   */
  public void update(String model, Duration loading) {
    timeline.run(
        () -> {
          Servable updated = servable(model);
          process.run(updated::update);
          process.in(Timeline.seconds(loading), updated::loaded);
        });
  }

  /** What a scrape would read now. */
  public String metrics() {
    return timeline.get(metrics::text);
  }

  /**
   * Requests by streams of a model, over all its versions: {@code ovms_current_requests} by {@code
   * ovms_streams}, both summed up; zero without a stream. Of a graph, {@code ovms_current_graphs}.
   */
  public double requestsPerStream(String model) {
    return timeline.get(() -> servable(model).load());
  }

  /**
   * What SIGTERM does: nothing new is taken, and what is there has five seconds, the deadline in
   * src/grpcservermodule.cpp. What is left then is lost.
   */
  public void terminate() {
    timeline.run(
        () -> {
          terminating = true;
          process.in(SHUTDOWN_SECONDS, this::end);
        });
    server.ifPresent(RestServer::close);
  }

  /** Ends the server at once: requests that it holds are lost. */
  @Override
  public void close() {
    timeline.run(this::end);
    server.ifPresent(RestServer::close);
  }

  /** Whether it takes requests, be it ready or not. */
  boolean takesRequests() {
    return !terminating && !process.hasEnded();
  }

  ChannelArguments channel() {
    return settings.channel();
  }

  /** A request reaches the server. To be called on the timeline. */
  void receive(Request request) {
    if (!takesRequests()) {
      request.answer(false);
      return;
    }
    requests.add(request);
    process.run(() -> dispatch(request));
  }

  /** Has an HTTP worker do something at once when one is free. To be called on the timeline. */
  public void onWorker(Runnable what) {
    process.run(
        () ->
            workers.take(
                free -> {
                  what.run();
                  free.run();
                }));
  }

  ServerSettings settings() {
    return settings;
  }

  Map<String, Servable> servables() {
    return servables;
  }

  boolean isLoaded() {
    return ready;
  }

  boolean answersMetrics() {
    return phase.answersMetrics();
  }

  String metricsText() {
    return metrics.text();
  }

  private void end() {
    process.end();
    Set<Request> lost = new LinkedHashSet<>(requests);
    requests.clear();
    lost.forEach(request -> request.answer(false));
  }

  private Servable servable(String model) {
    return Optional.ofNullable(servables.get(model))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " serves " + servables.keySet() + ", not " + model));
  }

  private DoubleSupplier seconds(ServiceTime time) {
    return () -> phase.slowdown() * time.seconds(timeline.random());
  }

  private void dispatch(Request request) {
    if (request.protocol == Protocol.HTTP) {
      workersFor(request).take(free -> infer(request, free));
    } else if (threads.take()) {
      infer(request, threads::free);
    } else {
      requests.remove(request);
      request.answer(false);
    }
  }

  private HttpWorkers workersFor(Request request) {
    Servable servable = servables.get(request.model);
    boolean apart = servable != null && servable.streams() && settings.release().separatesStreams();
    return apart ? streamWorkers : workers;
  }

  private void infer(Request request, Runnable free) {
    Request inside =
        new Request(
            request.model,
            request.protocol,
            request.isStream,
            new Request.Answer() {
              @Override
              public void begun() {
                request.begin();
              }

              @Override
              public void arrived(boolean success) {
                requests.remove(request);
                free.run();
                request.answer(success);
              }
            });
    Servable model = servables.get(request.model);
    if (model == null) {
      inside.answer(false);
    } else {
      model.infer(inside);
    }
  }
}
