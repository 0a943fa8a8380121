package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cdk8s.plus34.k8s.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands are run by a real bash, against an HTTP server. */
class StartupProbeTest {
  private static final int HANGS = -1;
  private static final ModelSource SOURCE = ModelSource.of("s3://models/a");
  private static final Model FIRST = Model.of("first", SOURCE);
  private static final Model SECOND = Model.of("second", SOURCE);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Integer> answers = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getRawPath();
          asked.add(path);
          int status = answers.getOrDefault(path, 404);
          if (status != HANGS) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void probesTheOnlyModelOverHttp() {
    Probe probe = probe(Duration.ofMinutes(10), Model.of("resnet50", SOURCE));

    assertThat(probe.getHttpGet().getPath()).isEqualTo("/v2/models/resnet50/ready");
    assertThat(probe.getHttpGet().getPort().getValue()).isEqualTo("rest");
    assertThat(probe.getExec()).isNull();
  }

  @Test
  void encodesWhatWouldEndASegmentOfThePath() {
    Probe probe = probe(Duration.ofMinutes(10), Model.of("org/resnet.50-int8", SOURCE));

    assertThat(probe.getHttpGet().getPath()).isEqualTo("/v2/models/org%2Fresnet.50-int8/ready");
  }

  @ParameterizedTest(name = "{0} are {1} failures, one a second")
  @CsvSource({"PT5S, 5", "PT10M, 600", "PT24H, 86400"})
  void keepsTheBudgetWhateverTheNumberOfModels(Duration budget, int failures) {
    for (Probe probe : List.of(probe(budget, FIRST), probe(budget, FIRST, SECOND))) {
      assertThat(probe.getPeriodSeconds().intValue()).isEqualTo(1);
      assertThat(probe.getFailureThreshold().intValue()).isEqualTo(failures);
    }
    assertThat(probe(budget, FIRST).getTimeoutSeconds().intValue()).isEqualTo(1);
  }

  @Test
  void passesOnceEveryModelIsLoaded() throws Exception {
    answers.put("/v2/models/first/ready", 200);
    answers.put("/v2/models/second/ready", 200);

    Result result = run(probe(Duration.ofMinutes(1), FIRST, SECOND));

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).isEmpty();
    assertThat(asked).containsExactly("/v2/models/first/ready", "/v2/models/second/ready");
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource({"first, second", "second, first"})
  void failsWithTheNameOfAModelThatIsNotLoaded(String missing, String loaded) throws Exception {
    answers.put("/v2/models/" + loaded + "/ready", 200);

    Result result = run(probe(Duration.ofMinutes(1), FIRST, SECOND));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEqualTo("/v2/models/" + missing + "/ready: 404\n");
  }

  @Test
  void probesEachSpecificVersion() throws Exception {
    Model model = Model.of("resnet", SOURCE).versions(VersionPolicy.specific(1, 3));
    answers.put("/v2/models/resnet/ready", 200);
    answers.put("/v2/models/resnet/versions/1/ready", 200);

    Result result = run(probe(Duration.ofMinutes(1), model));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEqualTo("/v2/models/resnet/versions/3/ready: 404\n");
    assertThat(probe(Duration.ofMinutes(1), model.versions(VersionPolicy.specific(3))).getHttpGet())
        .extracting(get -> get.getPath())
        .isEqualTo("/v2/models/resnet/versions/3/ready");
  }

  @Test
  void waitsASecondForAServerThatHangs() throws Exception {
    answers.put("/v2/models/first/ready", HANGS);

    Result result = run(probe(Duration.ofMinutes(1), FIRST, SECOND));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEqualTo("/v2/models/first/ready: not answered within a second\n");
    assertThat(asked).hasSize(1);
  }

  @Test
  void failsWhereNothingListens() throws Exception {
    server.stop(0);

    assertThat(run(probe(Duration.ofMinutes(1), FIRST, SECOND)).exitCode()).isEqualTo(1);
  }

  /** The kubelet expands these in probe commands, as in those of containers. */
  @Test
  void hasNothingThatAKubeletExpands() {
    assertThat(String.join(" ", probe(Duration.ofMinutes(1), FIRST, SECOND).getExec().getCommand()))
        .doesNotContain("$(", "$$");
  }

  /** A model name must not be interpreted by a shell, an HTTP request line or the kubelet. */
  @Test
  void passesHostileNamesThroughShellAndHttp() throws Exception {
    String hostile = "a\"b'c`d$(HOME)$$ e;f&g|h\r\nHost: i%2Fj\\k*l/m?n#o";
    Model model = Model.of(hostile, SOURCE);
    String path = model.readyPaths().get(0);
    answers.put("/v2/models/first/ready", 200);
    answers.put(path, 200);

    Result result = run(probe(Duration.ofMinutes(1), FIRST, model));

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(asked).containsExactly("/v2/models/first/ready", path);
    assertThat(
            java.net.URLDecoder.decode(
                path.substring("/v2/models/".length(), path.length() - "/ready".length()),
                StandardCharsets.UTF_8))
        .isEqualTo(hostile);
    assertThat(path).matches("/v2/models/[A-Za-z0-9%._~-]+/ready");
  }

  private Probe probe(Duration budget, Model... models) {
    return new StartupProbe(List.of(models), new Ports(8080, port()), budget).toSpec();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static Result run(Probe probe) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(probe.getExec().getCommand());
    builder.environment().clear();
    builder.redirectErrorStream(true);
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the script ends by itself").isTrue();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.exitValue(), output);
  }

  private record Result(int exitCode, String output) {}
}
