package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cdk8s.Chart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The probe of {@code .restartWhenStuck()}, as bash runs it, for a pod that may hang for a second.
 */
class StuckProbeTest {
  private static final String IDLE = graphs(0, 7);
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "m").manyNodes();

  @TempDir private Path temp;
  private HttpServer server;
  private volatile int status = 200;
  private volatile String metrics = IDLE;

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String graphs(int inProgress, int responses) {
    return """
        # HELP ovms_current_graphs Number of graphs
        # TYPE ovms_current_graphs gauge
        ovms_current_graphs{name="chat"} %d
        ovms_requests_accepted{api="V3",interface="REST",method="Unary",name="chat"} 9
        ovms_responses{api="V3",interface="REST",method="Unary",name="chat"} %d
        ovms_graph_error{name="chat"} 0
        """
        .formatted(inProgress, responses);
  }

  private static JsonNode probe() {
    Chart chart = Programs.chart();
    OvmsModelServer.Builder.create(chart, "chat")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", CLAIM).cacheSize(1).capacity(16))
        .maxRequestDuration(Duration.ofMinutes(5))
        .restartWhenStuck()
        .build();
    return Synthesized.of(chart)
        .the("Deployment")
        .at("/spec/template/spec/containers/0/livenessProbe");
  }

  private Run ask() throws Exception {
    List<String> command = new ArrayList<>();
    probe()
        .at("/exec/command")
        .forEach(
            word -> command.add(word.asText().replace("$$", "$").replace("/tmp/", temp + "/")));
    assertThat(command.subList(4, 6)).containsExactly("8081", "600");
    command.set(4, String.valueOf(server.getAddress().getPort()));
    command.set(5, "1");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private Run askTwice() throws Exception {
    assertThat(ask()).isEqualTo(new Run(0, ""));
    TimeUnit.MILLISECONDS.sleep(1_100);
    return ask();
  }

  @Test
  void aPodWithoutRequestsPasses() throws Exception {
    assertThat(askTwice()).isEqualTo(new Run(0, ""));
  }

  @Test
  void aPodThatCompletesNoneOfItsRequestsFails() throws Exception {
    metrics = graphs(3, 7);

    assertThat(askTwice())
        .isEqualTo(new Run(1, "chat: 3 requests in progress, none completed in 1 s\n"));
  }

  @Test
  void aBusyPodPassesHoweverManyRequestsItHas() throws Exception {
    metrics = graphs(500, 7);
    assertThat(ask()).isEqualTo(new Run(0, ""));
    TimeUnit.MILLISECONDS.sleep(1_100);
    metrics = graphs(500, 8);

    assertThat(ask()).isEqualTo(new Run(0, ""));
  }

  @Test
  void oneModelMayHangBesideOneThatWorks() throws Exception {
    String stuck = "ovms_current_requests{name=\"resnet50\",version=\"1\"} 2\n";
    metrics = graphs(1, 7) + stuck;
    assertThat(ask()).isEqualTo(new Run(0, ""));
    TimeUnit.MILLISECONDS.sleep(1_100);
    metrics =
        graphs(1, 8)
            + stuck
            + "ovms_requests_success{interface=\"REST\",method=\"ModelReady\",name=\"resnet50\"} 5\n";

    assertThat(ask())
        .isEqualTo(new Run(1, "resnet50: 2 requests in progress, none completed in 1 s\n"));
  }

  @Test
  void aServerWithoutMetricsFailsAsOneThatDoesNotAnswer() throws Exception {
    status = 500;
    assertThat(ask()).isEqualTo(new Run(1, "/metrics: 500\n"));

    server.stop(0);
    assertThat(ask().exitCode()).isEqualTo(1);
  }

  @Test
  void itsTimesAreThoseOfTheProbeThatItReplaces() {
    assertThat(probe().path("periodSeconds").asInt()).isEqualTo(10);
    assertThat(probe().path("timeoutSeconds").asInt()).isEqualTo(600);
    assertThat(probe().path("failureThreshold").asInt()).isEqualTo(3);
  }
}
