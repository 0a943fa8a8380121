package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.LoadCases;
import io.github.cdk8sovms.cli.Main;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.LoadSample;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.EmbeddingsRequest;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.manifest.Profile;
import io.github.cdk8sovms.serving.Embeddings;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real k6 with the arguments and files of a capacity test, against an emulated server in the
 * same pod, of which the service time is known; and a plan with the result.
 */
@Tag("extended")
class CapacityRunTest {
  private static final String ADDRESS = "127.81.4.8";
  private static final String KEY = "0123456789abcdef";
  private static final int STREAMS = 2;
  private static final int CONNECTIONS = 8;

  /** The error of plans in percent, as {@code docs/plan.md} has it. */
  private static final double PLANNING = 3.2;

  private static final Duration LENGTH = Duration.ofHours(2);
  private static final Promise PROMISE = new Promise(Duration.ofSeconds(1), 0.95);
  private static final PodTimes TIMES = PodTimes.of(ServiceTime.constant(Duration.ofMillis(200)));

  @TempDir Path folder;
  private final Timeline timeline = Timeline.real(1);
  private OvmsPod pod;
  private List<Manifest> objects;

  @AfterEach
  void endAll() {
    if (pod != null) {
      pod.close();
    }
    timeline.close();
  }

  @Test
  void theProfileOfARunPlansWhatTheServerDoes() throws Exception {
    emit(
        chart ->
            LoadCases.capacityTest(chart, Cases.server(chart, "resnet").build())
                .stepDuration(Duration.ofSeconds(5))
                .build());
    startServer(TIMES);

    Command run = k6();

    assertThat(run.exitCode()).as(run.output()).isZero();
    JsonNode result = lastLine(run);
    assertThat(result.path("streams").asInt()).isEqualTo(STREAMS);
    assertThat(result.path("levels")).hasSize(STREAMS);
    assertThat(result.at("/knee/perSecond").asDouble())
        .as(run.output())
        .isCloseTo(STREAMS / 0.2, within(0.15 * STREAMS / 0.2));
    assertThat(result.path("reason").asText()).isIn("latency", "behind");
    Profile profile = profileOf(run);
    assertThat(profile.fastest())
        .as("seconds, HTTP and a busy machine included")
        .isBetween(0.2, 0.23);
    for (int perSecond : new int[] {4, 6}) {
      assertPlanned(profile, perSecond);
    }
  }

  /** As in {@code docs/plan.md} for the plan and the emulator; the error of k6 is added. */
  private void assertPlanned(Profile profile, int perSecond) {
    LoadSample real = standIn(perSecond);
    PlanResult plan =
        Plan.run(
            onePod(),
            Traffic.constant(perSecond, LENGTH, Traffic.Spacing.POISSON),
            profile.serviceTime(),
            PROMISE,
            2);
    System.out.printf(
        "%d requests a second: P50 %.0f ms, planned %.0f; P95 %.0f ms, planned %.0f; late %.1f %%, planned %.1f%n",
        perSecond,
        real.p50Millis(),
        1000 * plan.p50(),
        real.p95Millis(),
        1000 * plan.p95(),
        100 * real.late() / real.offered(),
        100 * plan.lateShare());
    double measuring = 100 * (slowest(profile) / 0.2 - 1);
    // A queue multiplies the error of the service time.
    assertThat(1000 * plan.p50())
        .isCloseTo(real.p50Millis(), withinPercentage(PLANNING + 2 * measuring));
    assertThat(1000 * plan.p95())
        .isCloseTo(real.p95Millis(), withinPercentage(PLANNING + 3 * measuring));
    assertThat(100 * plan.lateShare()).isCloseTo(100 * real.late() / real.offered(), within(2.0));
  }

  /** Returns the highest mean that was measured, in seconds. */
  private static double slowest(Profile profile) {
    Random random = new Random(1);
    return IntStream.rangeClosed(1, STREAMS)
        .mapToDouble(
            atOnce ->
                IntStream.range(0, 10_000)
                    .mapToDouble(i -> profile.serviceTime().seconds(atOnce, random))
                    .average()
                    .orElseThrow())
        .max()
        .orElseThrow();
  }

  private static Profile profileOf(Command run) {
    StringWriter yaml = new StringWriter();
    StringWriter problem = new StringWriter();
    int exitCode =
        Main.run(
            new ByteArrayInputStream(run.output().getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(yaml, true),
            new PrintWriter(problem, true),
            "profile",
            "-");
    assertThat(exitCode).as(problem.toString()).isZero();
    return ServerProfile.of("resnet.yaml", yaml.toString()).values();
  }

  /** The same server with the true service times, in simulated time. */
  private LoadSample standIn(int perSecond) {
    Timeline simulated = Timeline.simulated(3);
    Load load =
        Load.of(Clients.http("resnet50").connections(CONNECTIONS).late(PROMISE.limit()), simulated);
    load.endpoints(List.of(OvmsPod.start("measured", view(), TIMES, simulated)));
    load.perSecond(perSecond);
    simulated.advance(LENGTH);
    load.close();
    simulated.advance(Duration.ofMinutes(10));
    return load.sample();
  }

  private static PlanSpec onePod() {
    return new PlanSpec(
        "one pod",
        new ServerSpec(
            List.of(ServableSpec.ModelSpec.of("resnet50", STREAMS, 4 * STREAMS)),
            CONNECTIONS,
            1000,
            false,
            StartDurations.ofTotal(Duration.ZERO),
            Duration.ZERO,
            "serving",
            "resnet"),
        io.github.cdk8sovms.planning.Clients.http(CONNECTIONS),
        ScrapeSpec.every(Duration.ofSeconds(15)),
        new HpaSpec(
            1,
            1,
            List.of(new HpaSpec.ExternalMetric("pods", 1)),
            ScalingRules.unset(),
            ScalingRules.unset()),
        Map.of("pods", "vector(1)"));
  }

  @Test
  void graphsAreMeasuredUntilAnswersAreTooLate() throws Exception {
    emit(
        chart ->
            CapacityTest.Builder.create(chart, "capacity")
                .server(
                    OvmsModelServer.Builder.create(chart, "search")
                        .image(OvmsImage.of("2026.3.1"))
                        .generative(
                            Embeddings.of("bge", ModelSource.volumeClaim("llms", "bge").manyNodes())
                                .capacity(2))
                        .apiKey("search-key")
                        .build())
                .request(EmbeddingsRequest.of("What is an abacus?"))
                .latency(0.95, Duration.ofMillis(500))
                .stepDuration(Duration.ofSeconds(5))
                .build());
    startServer(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))));

    Command run = k6();

    assertThat(run.exitCode()).as(run.output()).isZero();
    JsonNode levels = lastLine(run).path("levels");
    assertThat(levels.findValuesAsText("atOnce")).containsExactly("1", "2", "4");
    assertThat(levels.path(0).path("mean").asDouble()).isBetween(0.1, 0.125);
    assertThat(lastLine(run).path("streams").isNull()).isTrue();
    assertThat(run.output()).doesNotContain(KEY);
  }

  @Test
  void requestsThatFailFromTheBeginningFailTheJob() throws Exception {
    emit(
        chart ->
            LoadCases.capacityTest(chart, Cases.server(chart, "resnet").build())
                .timeout(Duration.ofSeconds(1))
                .stepDuration(Duration.ofSeconds(5))
                .build());
    startServer(PodTimes.of(ServiceTime.constant(Duration.ofMillis(60))));
    pod.phase(Phase.SILENT);

    Command run = k6();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(108);
    assertThat(run.output()).contains("the first request failed: ");
  }

  private void emit(Consumer<Chart> program) {
    objects = Manifest.of(program);
  }

  private void startServer(PodTimes times) throws Exception {
    pod = OvmsPod.start("capacity", view(), InetAddress.getByName(ADDRESS), times, timeline);
  }

  private PodSpecView view() {
    ObjectNode spec = podSpec().deepCopy();
    JsonNode server = spec.path("initContainers").path(spec.path("initContainers").size() - 1);
    assertThat(server.path("restartPolicy").asText()).isEqualTo("Always");
    spec.putArray("containers").add(server);
    return PodSpecView.of(spec, this::files, secret -> Map.of("API_KEY", KEY));
  }

  private Command k6() {
    Repository.write(folder.resolve("API_KEY"), KEY + "\n");
    JsonNode container = podSpec().at("/containers/0");
    String mount = container.at("/volumeMounts/0/mountPath").asText();
    files("capacity-config")
        .forEach(
            (name, text) ->
                Repository.write(
                    folder.resolve(name),
                    text.replace("localhost", ADDRESS)
                        .replace("/secrets/api-key", folder.toString())));
    List<String> arguments = new ArrayList<>();
    container
        .path("args")
        .forEach(word -> arguments.add(word.asText().replace(mount, folder.toString())));
    return GoTool.K6.run(folder, Map.of(), arguments);
  }

  private JsonNode podSpec() {
    return Manifest.find(objects, "Job", "capacity").tree().at("/spec/template/spec");
  }

  private Map<String, String> files(String configMap) {
    return Manifest.find(objects, "ConfigMap", configMap).tree().path("data").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().asText()));
  }

  private static JsonNode lastLine(Command run) {
    List<String> lines = run.output().lines().filter(line -> line.startsWith("{")).toList();
    JsonNode last = Manifest.parse(lines.get(lines.size() - 1));
    assertThat(last.path("ovmsCapacity").asText()).isEqualTo("result");
    return last;
  }
}
