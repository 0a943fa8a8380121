package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.LoadCases;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.PythonTool;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Protocol;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real k6 with the arguments and files that are emitted, against an emulated server like the
 * one that is emitted beside them. Only the name of the Service becomes an address of this machine.
 */
@Tag("extended")
class LoadRunTest {
  private static final String ADDRESS = "127.81.4.7";
  private static final String KEY = "0123456789abcdef";
  private static final PodTimes TIMES = PodTimes.of(ServiceTime.constant(Duration.ofMillis(40)));

  @TempDir Path folder;
  private Timeline timeline;
  private OvmsPod pod;
  private List<Manifest> objects;

  @BeforeEach
  void startTime() {
    timeline = Timeline.real(1);
  }

  @AfterEach
  void endAll() {
    if (pod != null) {
      pod.close();
    }
    timeline.close();
  }

  @Test
  void eachStepIsOfferedAtItsRateAndCounted() throws Exception {
    emit(
        load ->
            load.step(Step.of(10, Duration.ofSeconds(3)))
                .step(Step.perMinute(1200, Duration.ofSeconds(2)))
                .latency(0.95, Duration.ofSeconds(2)));

    Command run = k6();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(requests(run, "step-01")).isCloseTo(30, within(1L));
    assertThat(requests(run, "step-02")).isCloseTo(40, within(1L));
    assertThat(answered()).isEqualTo(requests(run, "step-01") + requests(run, "step-02"));
    assertThat(run.output())
        .contains("✓ 'rate>=0.99' rate=100.00%", "✓ 'p(95)<=2000'", "✓ 'count==0'");
  }

  @Test
  void bodyOfTheUsersOwnIsSentAsItIs() throws Exception {
    objects =
        Manifest.of(
            chart ->
                LoadTest.Builder.create(chart, "load")
                    .server(Cases.server(chart, "resnet").build())
                    .body(LoadCases.BODY)
                    .step(Step.of(10, Duration.ofSeconds(1)))
                    .build());
    startServer();

    Command run = k6();

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(answered()).isCloseTo(10, within(1L));
  }

  @Test
  void chatIsSentWithTheKeyAndItsTokensAreCounted() throws Exception {
    objects =
        Manifest.of(
            chart ->
                LoadTest.Builder.create(chart, "load")
                    .server(LoadCases.chatServer(chart).build())
                    .request(ChatRequest.of("Hello.").maxTokens(20))
                    .step(Step.of(10, Duration.ofSeconds(2)))
                    .build());
    startServer("chat");

    Command run = chat(KEY + "\n");

    assertThat(run.exitCode()).as(run.output()).isZero();
    long answers = sum(pod.metrics(), "ovms_responses\\{.*interface=\"REST\".*\\} (\\d+)");
    assertThat(answers).isPositive().isEqualTo(requests(run, "step-01"));
    assertThat(run.output())
        .containsPattern("generated_tokens\\.*: " + 20 * answers + " ")
        .containsPattern("generated_tokens_per_second\\.*: avg=\\d+");

    assertThat(chat("another").exitCode())
        .as("thresholds that were crossed, because each answer was 401")
        .isEqualTo(99);
  }

  @Test
  void serverThatDoesNotAnswerFailsTheLoadAndDoesNotKeepItFromEnding() throws Exception {
    emit(load -> load.step(Step.of(20, Duration.ofSeconds(2))).timeout(Duration.ofSeconds(1)));
    pod.phase(Phase.SILENT);

    Command run = k6();

    assertThat(run.exitCode()).as("thresholds that were crossed").isEqualTo(99);
    assertThat(requests(run, "step-01")).isCloseTo(40, within(1L));
    assertThat(run.output()).contains("✗ 'rate>=0.99' rate=0.00%");
    assertThat(running(run)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void moreRequestsThanClientsAreLeftOutAndCounted() throws Exception {
    emit(
        load ->
            load.step(Step.of(20, Duration.ofSeconds(3)))
                .timeout(Duration.ofSeconds(2))
                .clients(5));
    pod.phase(Phase.SILENT);

    Command run = k6();

    assertThat(requests(run, "step-01")).isLessThanOrEqualTo(15);
    assertThat(run.output()).containsPattern("dropped_iterations\\.*: [45]\\d");
  }

  @Test
  void requestsOverGrpcAreThoseOfTheProtocol() throws Exception {
    objects =
        Manifest.of(
            chart ->
                LoadCases.load(chart, Cases.server(chart, "resnet").build())
                    .protocol(Protocol.GRPC)
                    .input(Tensor.of("scale", DataType.FP16, 1))
                    .step(Step.of(10, Duration.ofSeconds(2)))
                    .step(Step.of(20, Duration.ofSeconds(2)))
                    .latency(0.95, Duration.ofSeconds(2))
                    .build());
    Process server = PythonTool.KSERVE_SERVER.start(List.of(ADDRESS + ":8080"));
    try (BufferedReader says = server.inputReader()) {
      assertThat(says.readLine()).isEqualTo("listening");

      Command run = k6();
      server.getOutputStream().close();

      assertThat(run.exitCode()).as(run.output()).isZero();
      JsonNode report = Manifest.parse(says.readLine());
      assertThat(report.path("refused").asInt()).isZero();
      assertThat(report.at("/asked/resnet50 0 scale").asInt()).isBetween(58, 62);
      assertThat(run.output()).contains("✓ 'p(95)<=2000'", "✓ 'count==0'");
    } finally {
      server.destroyForcibly();
    }
  }

  private void emit(UnaryOperator<LoadTest.Builder> steps) throws Exception {
    objects =
        Manifest.of(
            chart ->
                steps.apply(LoadCases.load(chart, Cases.server(chart, "resnet").build())).build());
    startServer();
  }

  private void startServer() throws Exception {
    startServer("resnet");
  }

  private void startServer(String name) throws Exception {
    JsonNode spec = Manifest.find(objects, "Deployment", name).tree().at("/spec/template/spec");
    pod =
        OvmsPod.start(
            name,
            PodSpecView.of(spec, this::files, secret -> Map.of("API_KEY", KEY)),
            InetAddress.getByName(ADDRESS),
            TIMES,
            timeline);
  }

  private Map<String, String> files(String configMap) {
    return Manifest.find(objects, "ConfigMap", configMap).tree().path("data").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().asText()));
  }

  private Command k6() {
    return k6("resnet.serving.svc");
  }

  /** With a file that holds a key, where the Job mounts the Secret. */
  private Command chat(String key) {
    Repository.write(folder.resolve("API_KEY"), key);
    return k6("chat.language.svc");
  }

  private Command k6(String host) {
    JsonNode pod = Manifest.find(objects, "Job", "load").tree().at("/spec/template/spec");
    String mount = pod.at("/containers/0/volumeMounts/0/mountPath").asText();
    files(pod.at("/volumes/0/configMap/name").asText())
        .forEach(
            (name, text) ->
                Repository.write(
                    folder.resolve(name),
                    text.replace(host, ADDRESS).replace("/secrets/api-key", folder.toString())));
    List<String> arguments = new ArrayList<>();
    pod.at("/containers/0/args")
        .forEach(word -> arguments.add(word.asText().replace(mount, folder.toString())));
    return GoTool.K6.run(folder, Map.of(), arguments);
  }

  /** How long the load ran by k6's own clock, without its start and without that of the test. */
  private static Duration running(Command run) {
    Matcher iterations =
        Pattern.compile("\\n +iterations\\.*: (\\d+) +([\\d.]+)/s").matcher(run.output());
    assertThat(iterations.find()).as(run.output()).isTrue();
    double seconds =
        Integer.parseInt(iterations.group(1)) / Double.parseDouble(iterations.group(2));
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  private long answered() {
    return sum(pod.metrics(), "ovms_requests_success\\{.*method=\"ModelInfer\".*\\} (\\d+)");
  }

  /** The results of k6 for a step. */
  private static long requests(Command run, String step) {
    String part = run.output().substring(run.output().indexOf("SCENARIO: " + step));
    Matcher count = Pattern.compile("http_reqs\\.*: (\\d+)").matcher(part);
    assertThat(count.find()).as(run.output()).isTrue();
    return Long.parseLong(count.group(1));
  }

  private static long sum(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }
}
