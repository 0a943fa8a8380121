package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static io.github.cdk8sovms.planning.Traffic.Spacing.POISSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How requests find pods, and what becomes of those of a pod that ends. */
class ClientsTest {
  private static final ServiceTime TENTH = ServiceTime.constant(Duration.ofMillis(100));
  private static final Promise SECOND = new Promise(Duration.ofSeconds(1), 0.95);

  /** One pod, and a second one from the start of the traffic on. */
  private static final String TWO = "1 + (time() >= bool 600)";

  @Test
  void requestsOverHttpAreSpreadOverAllPods() {
    assertThat(shareOfSecondPod(Clients.http(64), 1800)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void connectionsOfGrpcStayWithTheirPod() {
    assertThat(shareOfSecondPod(new Clients.Grpc(20, 100, Duration.ZERO, false), 3000)).isZero();
  }

  @Test
  void connectionsThatAgeFindTheNewPod() {
    Clients aging = new Clients.Grpc(200, 100, Duration.ofSeconds(60), false);

    assertThat(shareOfSecondPod(aging, 3000)).isCloseTo(0.5, within(0.05));
  }

  @Test
  void clientsThatBalanceResolveTheNameWhenAConnectionAges() {
    Clients aging = new Clients.Grpc(20, 100, Duration.ofSeconds(60), true);
    Clients staying = new Clients.Grpc(20, 100, Duration.ZERO, true);

    assertThat(shareOfSecondPod(aging, 1200)).isCloseTo(0.5, within(0.02));
    assertThat(shareOfSecondPod(staying, 1200)).isZero();
  }

  /** A connection takes two calls at a time; the rest waits unseen. */
  @Test
  void callsBeyondThoseOfAConnectionWaitInTheClient() {
    Looks looks =
        Looks.of(
            Specs.onePod(4, 16)
                .clients(new Clients.Grpc(1, 2, Duration.ZERO, false))
                .looksAt("sum(ovms_current_requests)"),
            Traffic.constant(30, Duration.ofMinutes(5), EVEN),
            TENTH);

    assertThat(looks.since(200).value()).hasValue(2);
  }

  @Test
  void requestsBeyondTheConnectionsOfAllPodsWaitInTheClient() {
    Looks looks =
        Looks.of(
            Specs.on("vector(2)")
                .replicas(2, 2)
                .servables(ModelSpec.of("resnet50", 4, 16))
                .clients(Clients.http(3))
                .looksAt("sum(ovms_current_requests)"),
            Traffic.constant(100, Duration.ofMinutes(5), EVEN),
            TENTH);

    assertThat(looks.since(200).value()).hasValue(6);
  }

  @Test
  void aRequestThatWaitsForAConnectionIsServedInItsTurn() {
    PlanResult result =
        Plan.run(
            Specs.onePod(1, 1).clients(Clients.http(1)).plan(),
            Traffic.exact(new double[] {0, 0, 0, 0, 0}, Duration.ofMinutes(1)),
            TENTH,
            SECOND,
            1);

    assertThat(result.latencies().mean()).isCloseTo(0.3, within(1e-9));
    assertThat(result.latencies().quantile(1)).isCloseTo(0.5, withinPercentage(1));
  }

  /** Two pods become one in the middle of the traffic; each has 20 s of work then. */
  @Test
  void aDrainThatIsLongEnoughLosesNothing() {
    assertThat(whenAPodIsRemoved(Clients.http(100), Duration.ofSeconds(30)).refused()).isZero();
  }

  @Test
  void aDrainThatIsTooShortLosesWhatIsLeft() {
    PlanResult result = whenAPodIsRemoved(Clients.http(1000), Duration.ZERO);

    // Up to 20 s of work at 10 a second, of which five seconds are done.
    assertThat(result.refused()).isBetween(100L, 160L);
  }

  /** New calls still go to a pod that is drained, until its server ends its connections. */
  @Test
  void callsOfGrpcMoveToAnotherPodWhenTheirsStops() {
    Clients clients = new Clients.Grpc(40, 2, Duration.ZERO, false);
    PlanResult lost = whenAPodIsRemoved(clients, Duration.ofSeconds(30));

    assertThat(lost.refused()).isZero();
    assertThat(lost.requests()).isEqualTo(lost.latencies().count());
  }

  @Test
  void withMoreOpenRequestsThanMemoryHoldsTheRestIsRefused() {
    PlanResult result =
        Plan.run(
            Specs.onePod(1, 1).plan(),
            Traffic.constant(2000, Duration.ofMinutes(9), POISSON),
            ServiceTime.constant(Duration.ofMinutes(10)),
            SECOND,
            1);

    assertThat(result.requests() - result.refused()).isCloseTo(Requests.MOST, within(10L));
    assertThat(result.late()).isCloseTo(Requests.MOST, within(10L));
  }

  private static PlanResult whenAPodIsRemoved(Clients clients, Duration drain) {
    return Plan.run(
        Specs.on("1 + (time() < bool 700)")
            .replicas(1, 2)
            .servables(ModelSpec.of("resnet50", 1, 1000))
            .httpWorkers(1000)
            .grpcThreads(1000)
            .clients(clients)
            .drain(drain)
            .removesAtOnce()
            .plan(),
        Traffic.steps(
            List.of(
                new Traffic.Step(Duration.ofSeconds(100), 24),
                new Traffic.Step(Duration.ofSeconds(600), 1)),
            EVEN),
        TENTH,
        SECOND,
        1);
  }

  /** The share of the pod with fewer requests, from half of the time on. */
  private static double shareOfSecondPod(Clients clients, double seconds) {
    Looks looks =
        Looks.of(
            Specs.on(TWO)
                .replicas(1, 2)
                .start(StartDurations.ofTotal(Duration.ofSeconds(5)))
                .clients(clients)
                .scrapedEvery(5)
                .looksAt(
                    "bottomk(1, increase(ovms_inference_time_us_count[10m])) / scalar("
                        + "sum(increase(ovms_inference_time_us_count[10m])))"),
            Traffic.constant(20, Duration.ofSeconds(Math.round(seconds) + 60), POISSON),
            TENTH);
    return looks.all().stream()
        .filter(look -> look.seconds() > seconds / 2 && look.seconds() < seconds)
        .mapToDouble(look -> look.value().orElseThrow())
        .average()
        .orElseThrow();
  }
}
