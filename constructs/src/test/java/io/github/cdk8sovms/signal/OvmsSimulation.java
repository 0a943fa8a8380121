package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.signal.OvmsScrapes.Scrape;
import io.github.cdk8sovms.signal.OvmsScrapes.Times;
import io.github.cdk8sovms.signal.SimulatedPod.Counting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.stream.DoubleStream;

/**
 * One pod of OVMS with one model: where its requests wait, and what of it the metrics show. The
 * events of a run follow from its seed alone; no time passes and no thread runs.
 *
 * <pre>
 *   sent → received by a worker → holds an infer request → executed by a stream → answered
 *        rest_workers           nireq                    streams
 *          |--------------------- ovms_request_time_us ------------------------|
 *          |- ovms_wait_for_infer_req_time_us -|---- ovms_inference_time_us ---|
 *          |------- ovms_current_requests up to 2024.4 ------------------------|
 *                                              |---- … since 2024.5 -----------|
 * </pre>
 *
 * <p>Each step takes the oldest first. Reading, decoding and writing tensors take no time here; in
 * OVMS they add a little to the time of the request.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/inference_executor.hpp">
 *     inference_executor.hpp</a>, {@code executingstreamidguard.hpp} and {@code performInference}
 *     in {@code modelinstance.cpp}: what is timed and counted from where to where
 */
final class OvmsSimulation {
  /** When a request got how far. */
  private static final class Request {
    final double sent;
    double received;
    double heldInferRequest;
    double ends;

    Request(double sent) {
      this.sent = sent;
    }
  }

  private final SimulatedPod pod;
  private final SimulatedTraffic traffic;
  private final Random random;

  private final Queue<Double> arrivals = new PriorityQueue<>();
  private final Queue<Request> notReceived = new ArrayDeque<>();
  private final Queue<Request> waitingForInferRequest = new ArrayDeque<>();
  private final Queue<Request> waitingInOpenVino = new ArrayDeque<>();
  private final Queue<Request> executing =
      new PriorityQueue<>(Comparator.comparingDouble(request -> request.ends));

  private double now;
  private Times waitForInferRequest = Times.NONE;
  private Times inference = Times.NONE;
  private Times request = Times.NONE;

  private long arrived;
  private double requestSeconds;
  private double answeredSeconds;
  private final DoubleStream.Builder delays = DoubleStream.builder();

  private OvmsSimulation(SimulatedPod pod, SimulatedTraffic traffic, long seed) {
    this.pod = pod;
    this.traffic = traffic;
    this.random = new Random(seed);
  }

  /** Runs from an idle pod. */
  static SimulatedRun run(
      SimulatedPod pod,
      SimulatedTraffic traffic,
      long seed,
      double seconds,
      double scrapeIntervalSeconds) {
    return new OvmsSimulation(pod, traffic, seed).run(seconds, scrapeIntervalSeconds);
  }

  private SimulatedRun run(double seconds, double scrapeIntervalSeconds) {
    sendFirstRequests();
    List<Scrape> scrapes = new ArrayList<>();
    for (int count = 1; count * scrapeIntervalSeconds <= seconds; count++) {
      advanceTo(count * scrapeIntervalSeconds);
      scrapes.add(scrape());
    }
    advanceTo(seconds);
    return new SimulatedRun(
        new OvmsScrapes(scrapes),
        seconds,
        arrived,
        request.count(),
        inSystem(),
        requestSeconds,
        answeredSeconds,
        delays.build().toArray());
  }

  /** Clients do not start at once, or with constant service times they would stay in step. */
  private void sendFirstRequests() {
    if (traffic.clients() == 0) {
      arrivals.add(exponential(1 / traffic.perSecond()));
    }
    for (int client = 0; client < traffic.clients(); client++) {
      arrivals.add(random.nextDouble() * traffic.serviceSeconds());
    }
  }

  private void advanceTo(double end) {
    while (Math.min(nextArrival(), nextAnswer()) <= end) {
      if (nextAnswer() <= nextArrival()) {
        passTimeUntil(nextAnswer());
        answer(executing.remove());
      } else {
        passTimeUntil(nextArrival());
        arrive();
      }
      moveOn();
    }
    passTimeUntil(end);
  }

  private void passTimeUntil(double time) {
    requestSeconds += inSystem() * (time - now);
    now = time;
  }

  private void arrive() {
    arrivals.remove();
    arrived++;
    notReceived.add(new Request(now));
    if (traffic.clients() == 0) {
      arrivals.add(now + exponential(1 / traffic.perSecond()));
    }
  }

  private void answer(Request done) {
    inference = inference.plusSeconds(now - done.heldInferRequest);
    request = request.plusSeconds(now - done.received);
    answeredSeconds += now - done.sent;
    if (traffic.clients() > 0) {
      arrivals.add(now);
    }
  }

  /** Lets each request go as far as there is room for it. */
  private void moveOn() {
    while (!notReceived.isEmpty() && received() < pod.workers()) {
      Request next = notReceived.remove();
      next.received = now;
      waitingForInferRequest.add(next);
    }
    while (!waitingForInferRequest.isEmpty() && holdingInferRequest() < pod.nireq()) {
      Request next = waitingForInferRequest.remove();
      next.heldInferRequest = now;
      waitForInferRequest = waitForInferRequest.plusSeconds(now - next.received);
      waitingInOpenVino.add(next);
    }
    while (!waitingInOpenVino.isEmpty() && executing.size() < pod.streams()) {
      Request next = waitingInOpenVino.remove();
      next.ends = now + serviceTime();
      delays.add(now - next.sent);
      executing.add(next);
    }
  }

  private Scrape scrape() {
    int counted = pod.counting() == Counting.FROM_RECEIPT ? received() : holdingInferRequest();
    return new Scrape(now, counted, pod.streams(), waitForInferRequest, inference, request);
  }

  private int inSystem() {
    return notReceived.size() + received();
  }

  private int received() {
    return waitingForInferRequest.size() + holdingInferRequest();
  }

  private int holdingInferRequest() {
    return waitingInOpenVino.size() + executing.size();
  }

  private double nextArrival() {
    return arrivals.isEmpty() ? Double.POSITIVE_INFINITY : arrivals.element();
  }

  private double nextAnswer() {
    return executing.isEmpty() ? Double.POSITIVE_INFINITY : executing.element().ends;
  }

  private double serviceTime() {
    return traffic.constant() ? traffic.serviceSeconds() : exponential(traffic.serviceSeconds());
  }

  /** By hand: Random and StrictMath give the same on every machine, nextExponential need not. */
  private double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }
}
