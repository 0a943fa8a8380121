package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.GoldenText;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code plan}. */
class PlanTest {
  private static final String QUICKSTART = Path.of("..", "dist", "quickstart.k8s.yaml").toString();
  private static final String STEP = "step:4..24@60s/10m";

  @TempDir private Path directory;

  @Test
  void theReportSaysWhatHappenedAndWhy() {
    Run run = plan("--shape", STEP, "--service-time", "200ms", "--price", "0.12");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    GoldenText.check("plan/step.txt", run.out());
  }

  @Test
  void theSameSeedGivesTheSamePlan() {
    String[] arguments = {"--shape", STEP, "--service-time", "200ms±50%", "--seed", "7", "--json"};

    Run run = plan(arguments);

    assertThat(plan(arguments)).isEqualTo(run);
    assertThat(run.out())
        .isNotEqualTo(
            plan("--shape", STEP, "--service-time", "200ms±50%", "--seed", "8", "--json").out());
  }

  @Test
  void aConditionFailsTheBuild() {
    Run late =
        plan(
            "--shape",
            "step:4..30@60s/5m",
            "--service-time",
            "200ms",
            "--fail-if",
            "late>1%",
            "--fail-if",
            "replicas>4");
    Run kept = plan("--shape", "constant:1/5m", "--service-time", "200ms", "--fail-if", "late>1%");

    assertThat(late.exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(late.err()).matches("Fails because of late>1%: it is \\d+\\.\\d %\\.\n");
    assertThat(kept.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(kept.err()).isEmpty();
  }

  @Test
  void jsonHasTheNumbersOfTheReport() throws IOException {
    Run run =
        plan(
            "--shape",
            STEP,
            "--service-time",
            "200ms",
            "--price",
            "0.5",
            "--start",
            "10s",
            "--json");
    JsonNode report = new ObjectMapper().readTree(run.out());

    assertThat(report.path("autoscaler").asText())
        .isEqualTo("HorizontalPodAutoscaler serving/resnet-autoscaler");
    assertThat(report.path("requests").asLong()).isBetween(12_000L, 14_500L);
    assertThat(report.path("lateShare").asDouble())
        .isEqualTo(report.path("late").asDouble() / report.path("requests").asDouble());
    assertThat(report.path("price").asDouble())
        .isEqualTo(0.5 * report.path("replicaHours").asDouble());
    assertThat(report.at("/latencySeconds/p50").asDouble()).isGreaterThan(0.19);
    assertThat(report.path("timeline").size()).isBetween(100, 720);
    assertThat(report.path("notPlanned").size()).isPositive();
    assertThat(report.path("assumptions").size()).isEqualTo(1);
    assertThat(report.at("/assumptions/0/option").asText()).isEqualTo("--clients");
  }

  @Test
  void thePictureIsTheSameOnEachMachine() throws IOException {
    Path svg = directory.resolve("plan.svg");

    plan("--shape", STEP, "--service-time", "200ms", "--svg", svg.toString());

    GoldenText.check("plan/step.svg", Files.readString(svg));
  }

  @Test
  void recommendationsAreJava() throws IOException {
    Run run =
        plan("--shape", "step:4..16@60s/10m", "--service-time", "200ms", "--recommend", "--json");
    JsonNode recommended = new ObjectMapper().readTree(run.out()).path("recommended");

    assertThat(recommended.size()).isPositive();
    for (JsonNode candidate : recommended) {
      for (JsonNode line : candidate.path("java")) {
        assertThat(line.asText())
            .matches(
                "\\.ratio\\(\\d\\.\\d+\\)|\\.replicas\\(\\d+, \\d+\\)"
                    + "|\\.behavior\\(Behavior\\.of\\(Duration\\.ofSeconds\\(\\d+\\),"
                    + " Duration\\.ofSeconds\\(\\d+\\)\\)\\)"
                    + "|\\.signal\\(LoadSignal\\.requestsPerStream\\(\\)"
                    + "\\.over\\(Duration\\.ofSeconds\\(\\d+\\)\\)\\)");
      }
    }
  }

  @Test
  void manifestsComeFromAPipe() throws IOException {
    Run run =
        Run.withInput(
            Files.readString(Path.of(QUICKSTART)),
            "plan",
            "-",
            "--shape",
            "constant:1/1m",
            "--service-time",
            "200ms");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aProfileHasServiceAndStartTime() throws IOException {
    Path profile =
        Files.writeString(
            directory.resolve("resnet.yaml"),
            "streams: 2\nstartTime: 25s\nserviceTime: {1: 100ms, 2: 150ms}\n");

    Run run = plan("--shape", "constant:1/5m", "--service-time", profile.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("service time " + profile).doesNotContain("--start");
  }

  @Test
  void aPrometheusIsReplayed() throws IOException {
    List<String> requests = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query =
              URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
          requests.add(
              exchange.getRequestURI().getPath()
                  + "?"
                  + query
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          long start = Long.parseLong(query.replaceAll(".*start=(\\d+).*", "$1"));
          byte[] body =
              ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[["
                      + start
                      + ",\"2\"],["
                      + (start + 30)
                      + ",\"3\"]]}]}}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Path token = Files.writeString(directory.resolve("token"), "secret\n");
      String url = "http://localhost:" + server.getAddress().getPort();
      Run run =
          plan(
              "--prometheus",
              url,
              "--last",
              "4d",
              "--token-file",
              token.toString(),
              "--service-time",
              "200ms");

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("the last 4d of " + url + ", of which ")
          .doesNotContain("secret");
      // 11,521 points, of which Prometheus returns at most 11,000 at once.
      assertThat(requests).hasSize(2).allMatch(each -> each.endsWith("step=30 Bearer secret"));
      assertThat(requests.get(0))
          .startsWith(
              "/api/v1/query_range?query=sum(rate(ovms_requests_success{namespace=\"serving\","
                  + "pod=~\"resnet-.+\",method!~\"ModelReady|ModelMetadata|GetModelMetadata|GetModelStatus\"}[1m]))");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPrometheusThatDoesNotRespondIsAnotherExitCode() {
    Run run = plan("--prometheus", "http://localhost:1", "--service-time", "200ms");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(run.err())
        .isEqualTo(
            "no response from http://localhost:1: connection refused; check that kubectl"
                + " port-forward still runs.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --service-time 200ms | A plan needs traffic. Give one of --traffic FILE, --shape such as --shape step:8..50@60s/300s, and --prometheus URL.
          --service-time 200ms --shape constant:1/1m --traffic x.csv | A plan replays one traffic. Give one of --traffic FILE, --shape such as --shape step:8..50@60s/300s, and --prometheus URL.
          --service-time 200ms --shape constant:1/1m --last 7d | --last, --rate and --prometheus-token-file require --prometheus. Add its URL, such as --prometheus http://localhost:9090.
          --service-time 200ms --shape constant:1/1m --interval 1m | --interval requires --traffic. Remove it, or add a file.
          --service-time 200ms --traffic none.csv | "none.csv" does not exist. Give a file with traffic, or --shape.
          --service-time soon --shape constant:1/1m | "soon" is not a service time. Use 200ms, 200ms±50% for a mean and its standard deviation, or a profile file.
          --service-time 200ms --shape constant:1/1m --promise 1s | "1s" is not a promise. Use 95%<1s for 95 % of the requests within 1 s.
          --service-time 200ms --shape constant:1/1m --start 30 | "30" is not a start time. Use 25s, or the stages schedule, node, image, fetch, load, warm-up and probe: image=14s,load=4s,probe=1s.
          --service-time 200ms --shape constant:1/1m --scrape-interval 0s | "0s" is not a time for --scrape-interval. Use units such as 15s, 1m30s or 7d.
          --service-time 200ms --shape constant:1/1m --streams 0 | "0" is not a number for --streams; it must be from 1 to 100000. Correct it.
          --service-time 200ms --shape constant:1/1m --price -1 | "-1.0" is not a price. Use a number such as --price 0.12.
          --service-time 200ms --shape constant:1/1m --clients tcp | "tcp" is not a kind of clients. Use http, http:64, http:unlimited, grpc:20 or grpc:20,round_robin for --clients.
          --service-time 200ms --shape constant:1/1m --rules none.yaml | "none.yaml" cannot be read. Check its name and permissions.
          --service-time 200ms --shape constant:1/1m --fail-if late>5 | "late>5" is not a condition. Use late>1%, refused>0%, p95>1s (also p50 and p99), replica-hours>20, replicas>8, changes>50 or price>5.
          --service-time 200ms --shape constant:1/1m --fail-if price>5 | "price>5" requires the price of a replica-hour. Add --price, such as --price 0.12.
          --service-time 200ms --shape constant:1/1m --svg none/plan.svg | "none/plan.svg" cannot be written. Choose another file for --svg.
          """)
  void mistakesAreReportedInOneLine(String arguments, String message) {
    Run run = plan(arguments.split(" "));

    assertThat(run.err()).isEqualTo(message + "\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
  }

  @Test
  void theServiceTimeIsRequired() {
    Run run = plan("--shape", "constant:1/1m");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo(
            """
            Missing required option: '--service-time=TIME'
            All options: cdk8s-ovms plan --help
            """);
  }

  private static Run plan(String... arguments) {
    return Run.of(
        Stream.concat(Stream.of("plan", QUICKSTART), Stream.of(arguments)).toArray(String[]::new));
  }
}
