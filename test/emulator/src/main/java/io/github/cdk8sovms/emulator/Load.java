package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Requests that come at a rate, whether or not those before were answered (open loop), for the
 * ready pods of a Service.
 */
public final class Load implements AutoCloseable {
  private final Clients clients;
  private final Timeline timeline;
  private final Balancer balancer;
  private List<OvmsPod> endpoints = List.of();
  private double perSecond;
  private long changes;

  private double sampled;
  private long offered;
  private long late;
  private long refused;
  private List<Double> latencies = new ArrayList<>();

  private Load(Clients clients, Timeline timeline, Balancer balancer) {
    this.clients = clients;
    this.timeline = timeline;
    this.balancer = balancer;
    this.sampled = timeline.seconds();
  }

  /** Without requests and pods at first. */
  public static Load of(Clients clients, Timeline timeline) {
    return timeline.get(() -> new Load(clients, timeline, Balancer.of(clients, timeline)));
  }

  /** The same for gRPC clients that balance over the pods of a headless Service. */
  public static Load headless(Clients clients, Timeline timeline) {
    return timeline.get(
        () -> new Load(clients, timeline, GrpcBalancer.roundRobin(clients, timeline)));
  }

  /** The rate from now on; zero for none. */
  public void perSecond(double rate) {
    timeline.run(() -> change(rate));
  }

  /** The rate from some time on; several of these are a schedule of steps. */
  public void perSecondAfter(Duration time, double rate) {
    timeline.run(() -> timeline.in(Timeline.seconds(time), () -> change(rate)));
  }

  /**
   * The pods behind the Service from now on: the ready ones of an EndpointSlice. New gRPC
   * connections and HTTP requests go to these only; without any, requests are refused.
   */
  public void endpoints(List<OvmsPod> ready) {
    timeline.run(
        () -> {
          endpoints = List.copyOf(ready);
          balancer.endpoints(endpoints);
        });
  }

  /** What happened since the last sample. */
  public LoadSample sample() {
    return timeline.get(this::takeSample);
  }

  /** No more requests come. */
  @Override
  public void close() {
    perSecond(0);
  }

  private void change(double rate) {
    perSecond = rate;
    changes++;
    scheduleNext(changes);
  }

  private void scheduleNext(long change) {
    if (perSecond > 0) {
      double pause =
          switch (clients.arrivals()) {
            case POISSON -> timeline.exponential(1 / perSecond);
            case EVEN -> 1 / perSecond;
          };
      timeline.in(pause, () -> arrive(change));
    }
  }

  private void arrive(long change) {
    if (change != changes) {
      return;
    }
    scheduleNext(change);
    offered++;
    double sent = timeline.seconds();
    balancer.send(success -> answered(success, timeline.seconds() - sent));
  }

  private void answered(boolean success, double seconds) {
    if (!success) {
      refused++;
      return;
    }
    latencies.add(seconds);
    if (seconds > Timeline.seconds(clients.late())) {
      late++;
    }
  }

  private LoadSample takeSample() {
    double now = timeline.seconds();
    double seconds = Math.max(now - sampled, 1e-9);
    Collections.sort(latencies);
    TreeMap<String, Double> ratios = new TreeMap<>();
    endpoints.forEach(pod -> ratios.put(pod.name(), pod.requestsPerStream(clients.model())));
    LoadSample sample =
        new LoadSample(
            now,
            perSecond,
            offered / seconds,
            latencies.size() / seconds,
            late / seconds,
            refused / seconds,
            millis(0.5),
            millis(0.95),
            ratios);
    sampled = now;
    offered = 0;
    late = 0;
    refused = 0;
    latencies = new ArrayList<>();
    return sample;
  }

  /** Of the sorted latencies, the one that a part of them does not exceed. */
  private double millis(double part) {
    return latencies.isEmpty()
        ? Double.NaN
        : 1000 * latencies.get((int) Math.ceil(part * latencies.size()) - 1);
  }
}
