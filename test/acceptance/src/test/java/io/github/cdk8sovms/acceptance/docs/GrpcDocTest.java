package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.LoadSample;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/grpc.md says when a new pod gets calls, as emitted servers behave in simulated time. */
class GrpcDocTest {
  private static final Path FILE = Repository.ROOT.resolve("docs").resolve("grpc.md");
  private static final int SEEDS = 20;
  private static final int MINUTES = 10;
  private static final Pattern CALLS =
      Pattern.compile("ovms_requests_success\\{.*\"ModelInfer\",name=\"resnet50\".*} (\\d+)");

  /** How calls find a pod. */
  private record Way(String name, boolean headless, Duration age) {}

  /**
   * What became of a second pod.
   *
   * @param firstCall seconds after it was added; empty if it got none in ten minutes
   * @param busier the part of all calls that the busier of the two got, minute by minute
   * @param refused calls that failed when the first pod was taken away again
   */
  private record Result(OptionalInt firstCall, double busier, double refused) {}

  private static final List<Way> WAYS =
      List.of(
          new Way("the Service, without reconnecting", false, Duration.ZERO),
          new Way("the Service, reconnecting every minute (default)", false, minutes(1)),
          new Way("the headless Service, without reconnecting", true, Duration.ZERO),
          new Way("the headless Service, reconnecting every minute", true, minutes(1)));

  @Test
  void figuresAreThoseOfTheStandIn() {
    StringBuilder table =
        new StringBuilder(
            """
            | clients connect through | clients | first call of the new pod: median | latest | share of calls of the busier pod |
            |---|---:|---:|---:|---:|
            """);
    for (Way way : WAYS) {
      PodSpecView server = server(way.age());
      for (int clients : List.of(1, 10)) {
        List<Result> results =
            IntStream.range(0, SEEDS).mapToObj(seed -> run(server, way, clients, seed)).toList();
        assertThat(results).extracting(Result::refused).as("%s", way).containsOnly(0.0);
        table.append(row(way, clients, results));
      }
    }

    Golden.checkBlock(FILE, "balancing", table.toString());
  }

  private static String row(Way way, int clients, List<Result> results) {
    List<Integer> found = new ArrayList<>();
    results.forEach(result -> result.firstCall().ifPresent(found::add));
    Collections.sort(found);
    double busier = results.stream().mapToDouble(Result::busier).average().orElseThrow();
    return "| %s | %d | %s | %s | %d %% |%n"
        .formatted(
            way.name(),
            clients,
            found.size() * 2 <= SEEDS ? "never" : found.get((SEEDS - 1) / 2) + " s",
            found.size() < SEEDS ? "never" : found.get(found.size() - 1) + " s",
            Math.round(100 * busier));
  }

  private static Result run(PodSpecView server, Way way, int clients, long seed) {
    try (Timeline time = Timeline.simulated(seed)) {
      PodTimes times = PodTimes.of(ServiceTime.constant(Duration.ofMillis(20)));
      OvmsPod first = OvmsPod.start("pod-0", server, times, time);
      Clients callers = Clients.grpc("resnet50", clients);
      Load load = way.headless() ? Load.headless(callers, time) : Load.of(callers, time);
      load.endpoints(List.of(first));
      load.perSecond(5);
      // A pod is added at any moment in the life of a connection.
      time.advance(minutes(2).plusSeconds(3 * seed));

      OvmsPod second = OvmsPod.start("pod-1", server, times, time);
      load.endpoints(List.of(first, second));
      OptionalInt firstCall = OptionalInt.empty();
      double busier = 0;
      for (int minute = 0; minute < MINUTES; minute++) {
        long before = calls(second);
        long all = before + calls(first);
        int step = minute == 0 ? 1 : 10;
        for (int after = step; after <= 60; after += step) {
          time.advance(Duration.ofSeconds(step));
          if (firstCall.isEmpty() && calls(second) > 0) {
            firstCall = OptionalInt.of(60 * minute + after);
          }
        }
        double share = (double) (calls(second) - before) / (calls(first) + calls(second) - all);
        busier += Math.max(share, 1 - share) / MINUTES;
      }
      return new Result(firstCall, busier, refusedAtEndOf(first, second, load, time));
    }
  }

  /** As a pod ends in a cluster: out of the Services at once, and ten seconds later for good. */
  private static double refusedAtEndOf(OvmsPod pod, OvmsPod other, Load load, Timeline time) {
    load.sample();
    load.endpoints(List.of(other));
    time.advance(Duration.ofSeconds(10));
    pod.terminate();
    time.advance(minutes(1));
    LoadSample sample = load.sample();
    assertThat(sample.answered()).isPositive();
    return sample.refused();
  }

  private static long calls(OvmsPod pod) {
    Matcher line = CALLS.matcher(pod.metrics());
    long calls = 0;
    while (line.find()) {
      if (line.group().contains("interface=\"gRPC\"")) {
        calls += Long.parseLong(line.group(1));
      }
    }
    return calls;
  }

  private static PodSpecView server(Duration age) {
    List<Manifest> objects =
        Manifest.of(
            chart -> Cases.server(chart, "resnet").headless().maxConnectionAge(age).build());
    return PodSpecView.of(
        Manifest.find(objects, "Deployment", "resnet").tree().at("/spec/template/spec"),
        name -> data(Manifest.find(objects, "ConfigMap", name)));
  }

  private static Map<String, String> data(Manifest configMap) {
    return configMap.tree().get("data").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }
}
