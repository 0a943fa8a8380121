package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server in real time answers, on a separate address. */
class RestServerTest {
  private static final PodTimes FAST = PodTimes.of(ServiceTime.constant(Duration.ofMillis(50)));

  private final HttpClient client = HttpClient.newHttpClient();
  private Timeline timeline;
  private InetAddress address;
  private OvmsPod pod;

  @BeforeEach
  void startTime() throws IOException {
    timeline = Timeline.real(1);
    address = InetAddress.getByName("127.81.3.7");
  }

  @AfterEach
  void endAll() {
    pod.close();
    timeline.close();
  }

  @Test
  void aServerThatLoadsIsAliveButNotReady() throws Exception {
    start(Servers.of("2026.2.1", 4, 16), FAST.loading(Duration.ofHours(1)));

    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/v2/models/resnet50/ready").statusCode()).isEqualTo(404);
    assertThat(get("/v1/config").body()).contains("\"state\":\"LOADING\"");
  }

  @Test
  void aServerThatHasLoadedIsReady() throws Exception {
    start(Servers.of("2026.2.1", 4, 16), FAST);

    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models/resnet50/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models/resnet50/versions/1/ready").statusCode()).isEqualTo(200);
    assertThat(get("/v2/models/resnet50/versions/2/ready").statusCode()).isEqualTo(404);
    assertThat(get("/v2/models/other/ready").statusCode()).isEqualTo(404);
    assertThat(get("/v1/config").body())
        .isEqualTo(
            "{\"resnet50\":{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\","
                + "\"status\":{\"error_code\":\"OK\",\"error_message\":\"OK\"}}]}}");
    assertThat(get("/v2").body()).contains("\"version\":\"2026.2.1\"");
    assertThat(Scrape.parse(get("/metrics").body()).sum("ovms_requests_success", "ModelReady"))
        .as("asking a model counts as a request")
        .isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} answers {1}")
  @CsvSource({"2024.4, 404", "2024.5, 200"})
  void namesWithASlashAreDecodedFromOneReleaseOn(String version, int status) throws Exception {
    PodSpecView plain = Servers.of(version, 4, 16).spec();
    Map<String, String> files = new java.util.HashMap<>(plain.files());
    files.replaceAll((path, text) -> text.replace("resnet50", "org/resnet50"));
    pod =
        OvmsPod.start(
            "pod",
            new PodSpecView(plain.image(), plain.args(), plain.env(), files, plain.cpuLimit()),
            address,
            FAST,
            timeline);

    assertThat(get("/v2/models/org%2Fresnet50/ready").statusCode()).isEqualTo(status);
    assertThat(get("/v2/models/org/resnet50/ready").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"2024.4, application/json", "2025.3, application/json", "2025.4, text/plain"})
  void metricsHaveTheContentTypeOfTheirRelease(String version, String contentType)
      throws Exception {
    start(Servers.of(version, 4, 16), FAST);

    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type")).contains(contentType);
    assertThat(metrics.body()).isEqualTo(pod.metrics()).contains("ovms_streams{name=\"resnet50\"");
  }

  @Test
  void pathsThatAreNotServedAndMetricsThatAreOffAreBadRequests() throws Exception {
    PodSpecView spec = Servers.of("2026.2.1", 4, 16).spec();
    String withoutMonitoring =
        spec.files().get("/config/config.json").replaceAll("(?s),\\s*\"monitoring.*", "}");
    pod =
        OvmsPod.start(
            "pod",
            new PodSpecView(
                spec.image(),
                spec.args(),
                spec.env(),
                Map.of("/config/config.json", withoutMonitoring),
                spec.cpuLimit()),
            address,
            FAST,
            timeline);

    assertThat(get("/metrics").statusCode()).isEqualTo(400);
    assertThat(get("/metrics").body()).isEqualTo("{\"error\":\"Invalid request URL\"}");
    assertThat(get("/nothing").statusCode()).isEqualTo(400);
  }

  @Test
  void realTimePassesForTheQueueAsForItsClients() throws Exception {
    start(Servers.of("2026.2.1", 4, 16), FAST);
    Load load = Load.of(Clients.http(Servers.MODEL).evenly(), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(40);
    Thread.sleep(1500);

    double answered =
        Scrape.parse(get("/metrics").body()).sum("ovms_requests_success", "ModelInfer");
    double now = timeline.now().toNanos() / 1e9;

    assertThat(answered).isBetween(45.0, 40 * now).isEqualTo(Math.rint(answered));
    assertThat(load.sample().p95Millis()).isBetween(49.9, 50.1);
  }

  @Test
  void aSilentServerTakesConnectionsAndAnswersWhenItGoesOn() throws Exception {
    start(Servers.of("2026.2.1", 4, 16), FAST);
    pod.phase(Phase.SILENT);

    assertNoAnswer("/v2/health/live");
    pod.phase(Phase.WITHOUT_METRICS);
    assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
    assertNoAnswer("/metrics");
    pod.phase(Phase.NORMAL);
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
  }

  /** Two workers that wait for one stream keep probes and scrapes waiting as well. */
  @Test
  void probesWaitBehindRequestsForAWorker() throws Exception {
    start(
        Servers.of("2026.2.1", 1, 1).with("--rest_workers=2"),
        PodTimes.of(ServiceTime.constant(Duration.ofSeconds(2))));
    Load overGrpc = Load.of(Clients.grpc(Servers.MODEL, 10).evenly(), timeline);
    overGrpc.endpoints(List.of(pod));
    overGrpc.perSecond(100);
    Thread.sleep(200);
    assertThat(get("/v2/health/live").statusCode())
        .as("gRPC has threads of its own")
        .isEqualTo(200);

    Load overHttp = Load.of(Clients.http(Servers.MODEL).evenly(), timeline);
    overHttp.endpoints(List.of(pod));
    overHttp.perSecond(100);
    Thread.sleep(200);
    assertNoAnswer("/v2/health/live");
  }

  @Test
  void aPortThatIsTakenEndsTheServer() throws Exception {
    start(Servers.of("2026.2.1", 4, 16), FAST);
    try (Socket grpc = new Socket(address, 8080)) {
      assertThat(grpc.isConnected()).isTrue();
    }

    assertThatThrownBy(
            () ->
                OvmsPod.start(
                    "second", Servers.of("2026.2.1", 4, 16).spec(), address, FAST, timeline))
        .isInstanceOf(StartRefused.class)
        .hasMessage("Failed to start gRPC server at 127.81.3.7:8080 - port is busy");
    pod.close();
    start(Servers.of("2026.2.1", 4, 16), FAST);
  }

  private void start(Servers server, PodTimes times) {
    pod = OvmsPod.start("pod", server.spec(), address, times, timeline);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(path, Duration.ofSeconds(30));
  }

  private void assertNoAnswer(String path) {
    assertThatThrownBy(() -> get(path, Duration.ofMillis(700)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  private HttpResponse<String> get(String path, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.81.3.7:8081" + path))
            .timeout(timeout)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
