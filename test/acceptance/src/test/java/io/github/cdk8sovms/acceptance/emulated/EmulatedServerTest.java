package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.promql.AdapterQuery;
import io.github.cdk8sovms.acceptance.promql.Series;
import io.github.cdk8sovms.acceptance.promql.SeriesTests;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.OperatorChart;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.StartRefused;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server starts with the emitted configuration, answers the emitted probes, and exports what the
 * emitted query reads: on a server that reads its arguments and files as OVMS does.
 */
class EmulatedServerTest {
  private static final PodTimes TIMES =
      PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))).loading(Duration.ofSeconds(10));

  /** promtool finds fault with names and units of OVMS too, but reports it with another code. */
  private static final int PARSE_ERROR = 1;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyEmittedServerStarts() {
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, List<Manifest>> objectsOfCase = new TreeMap<>();
    GoldenCases.names().forEach(name -> objectsOfCase.put(name, GoldenCases.manifests(name)));
    objectsOfCase.forEach(
        (name, objects) ->
            servers(objects)
                .forEach(
                    (server, spec) ->
                        tests.add(
                            DynamicTest.dynamicTest(
                                name + "/" + server, () -> assertServes(spec)))));
    assertThat(tests).hasSizeGreaterThanOrEqualTo(15);
    return tests.stream();
  }

  @Test
  void theQuickstartAnswersItsProbesAndExportsWhatItsQueryReads() throws Exception {
    List<Manifest> objects = dist("quickstart");
    JsonNode container =
        Manifest.find(objects, "Deployment", "resnet")
            .tree()
            .at("/spec/template/spec/containers/0");
    InetAddress address = InetAddress.getByName("127.81.4.2");
    try (Timeline time = Timeline.real(1);
        OvmsPod pod =
            OvmsPod.start(
                "resnet-0",
                servers(objects).get("resnet"),
                address,
                TIMES.loading(Duration.ZERO),
                time)) {
      for (String probe : List.of("startupProbe", "readinessProbe")) {
        JsonNode get = container.at("/" + probe + "/httpGet");
        assertThat(get(address, port(container, get), get.get("path").asText()).statusCode())
            .as(probe)
            .isEqualTo(200);
      }
      HttpResponse<String> metrics = get(address, 8081, "/metrics");
      assertThat(seriesOfQueries("quickstart"))
          .isNotEmpty()
          .allSatisfy(
              series -> assertThat(metrics.body()).contains("\n" + series + "{name=\"resnet50\""));
      assertThat(checkMetrics(metrics.body())).isNotEqualTo(PARSE_ERROR);
      assertThat(checkMetrics(metrics.body() + "ovms_streams{\n")).isEqualTo(PARSE_ERROR);
      assertThat(pod.isReady()).isTrue();
    }
  }

  @Test
  void theRecipeRunsUnderTheOperatorAndExportsWhatItsQueryReads() {
    List<Manifest> objects = dist("blog-recipe");

    OvmsPod pod =
        OvmsPod.start("demo-0", servers(objects).get("demo"), TIMES, Timeline.simulated(1));

    assertThat(seriesOfQueries("blog-recipe"))
        .isNotEmpty()
        .allSatisfy(
            series ->
                assertThat(pod.metrics()).contains("\n" + series + "{name=\"resnet50-int8\""));
  }

  @Test
  void theOperatorsObjectsAreThoseThatTheMonitorSelects() {
    List<Manifest> objects = dist("blog-recipe");
    OperatorChart chart = OperatorChart.of(Manifest.find(objects, "ModelServer", "demo").tree());
    JsonNode monitor = Manifest.find(objects, "ServiceMonitor", "demo-ovms").tree();

    assertThat(chart.service().at("/metadata/labels/app"))
        .isEqualTo(monitor.at("/spec/selector/matchLabels/app"));
    assertThat(chart.service().at("/metadata/namespace"))
        .isEqualTo(monitor.at("/metadata/namespace"));
    assertThat(chart.service().at("/spec/ports").findValuesAsText("name"))
        .contains(monitor.at("/spec/endpoints/0/port").asText());
  }

  @Test
  void theOperatorCannotRunAReleaseThatDroppedStatefulModels() {
    PodSpecView spec = servers(recipeOn("2026.3")).get("demo");

    assertThatThrownBy(() -> OvmsPod.start("demo-0", spec, TIMES, Timeline.simulated(1)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("sequence_cleaner_poll_wait_minutes");
  }

  /** Prometheus itself evaluates the emitted queries on what overloaded pods export. */
  @Test
  void theEmittedQueriesSayHowOverloadedAPodIs() {
    PodSpecView ofToday = servers(recipeOn("2026.2.1")).get("demo");
    SeriesTests tests = new SeriesTests();
    add(tests, "quickstart", servers(dist("quickstart")).get("resnet"), "quickstart", 4);
    add(tests, "recipe on 2022.2", servers(dist("blog-recipe")).get("demo"), "blog-recipe", 64);
    add(tests, "recipe on 2026.2.1, never above 1", ofToday, "blog-recipe", 1);

    assertThat(tests.run())
        .hasSize(3)
        .allSatisfy((what, failure) -> assertThat(failure).as(what).isEmpty());
  }

  /**
   * OVMS by itself lets a connection have as many calls under way as there are cores, two here, so
   * that the ratio of two streams would end at 1.0 and no pod would ever be added.
   */
  @Test
  void aSingleGrpcClientCannotHideItsLoad() {
    Timeline time = Timeline.simulated(1);
    PodSpecView spec = servers(dist("quickstart")).get("resnet");
    OvmsPod pod = OvmsPod.start("resnet-0", spec, TIMES.loading(Duration.ZERO), time);
    Load load = Load.of(Clients.grpc("resnet50", 1), time);
    load.endpoints(List.of(pod));

    load.perSecond(40);
    time.advance(Duration.ofSeconds(30));

    assertThat(pod.requestsPerStream("resnet50")).isEqualTo(4.0);
    assertThat(load.sample().refused()).isZero();
  }

  /** Three times as many requests as a pod can answer, and what the query of an app says then. */
  private static void add(
      SeriesTests tests, String what, PodSpecView spec, String app, double ratio) {
    String query = AdapterQuery.fill(queries(app).get(0), "namespace=\"serving\",pod=\"resnet-0\"");
    tests.add(
        what,
        overloaded(spec),
        List.of(new SeriesTests.Question(query, Map.of("{pod=\"resnet-0\"}", ratio))));
  }

  /** What 21 scrapes of the pod find, from when its queue is long. */
  private static List<Series> overloaded(PodSpecView spec) {
    Timeline time = Timeline.simulated(1);
    OvmsPod pod = OvmsPod.start("resnet-0", spec, TIMES, time);
    String model = pod.metrics().replaceAll("(?s).*ovms_streams\\{name=\"([^\"]*)\".*", "$1");
    time.advance(Duration.ofSeconds(20));
    Load load = Load.of(Clients.http(model), time);
    load.endpoints(List.of(pod));
    load.perSecond(60);
    time.advance(Duration.ofMinutes(1));
    Map<String, StringJoiner> values = new LinkedHashMap<>();
    for (int scrape = 0; scrape <= 20; scrape++) {
      pod.metrics()
          .lines()
          .filter(
              line -> line.startsWith("ovms_current_requests{") || line.startsWith("ovms_streams{"))
          .forEach(
              line -> {
                String[] parts = line.split(" ");
                values.computeIfAbsent(parts[0], none -> new StringJoiner(" ")).add(parts[1]);
              });
      time.advance(Duration.ofSeconds(15));
    }
    return values.entrySet().stream()
        .map(
            one ->
                new Series(
                    one.getKey().replace("{", "{namespace=\"serving\",pod=\"resnet-0\","),
                    one.getValue().toString()))
        .toList();
  }

  private static void assertServes(PodSpecView spec) {
    Timeline time = Timeline.simulated(1);
    OvmsPod pod = OvmsPod.start("pod", spec, TIMES, time);
    time.advance(Duration.ofSeconds(11));

    assertThat(pod.isReady()).isTrue();
    assertThat(pod.metrics())
        .containsPattern("(?m)^(ovms_streams\\{[^}]*} [1-9]|ovms_current_graphs\\{[^}]*} 0)");
  }

  private int checkMetrics(String page) {
    Path file = folder.resolve("metrics.txt");
    Repository.write(file, page);
    return GoTool.PROMTOOL.runOn(file, List.of("check", "metrics")).exitCode();
  }

  /** The containers of OVMS by the name of their Deployment or ModelServer. */
  private static Map<String, PodSpecView> servers(List<Manifest> objects) {
    Map<String, PodSpecView> servers = new LinkedHashMap<>();
    for (Manifest object : objects) {
      JsonNode deployment =
          object.kind().equals("ModelServer")
              ? OperatorChart.of(object.tree()).deployment()
              : object.tree();
      JsonNode pod = deployment.at("/spec/template/spec");
      if (pod.at("/containers/0/name").asText().equals("ovms")) {
        servers.put(object.name(), PodSpecView.of(pod, name -> data(objects, name)));
      }
    }
    return servers;
  }

  /** Empty for a ConfigMap of the user, which is not emitted. */
  private static Map<String, String> data(List<Manifest> objects, String configMap) {
    Map<String, String> data = new LinkedHashMap<>();
    objects.stream()
        .filter(object -> object.kind().equals("ConfigMap") && object.name().equals(configMap))
        .flatMap(object -> object.tree().path("data").properties().stream())
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return data;
  }

  private static List<Manifest> recipeOn(String version) {
    return dist("blog-recipe").stream()
        .flatMap(
            object ->
                Manifest.of(object.text().replace(":2022.2\n", ":" + version + "\n")).stream())
        .toList();
  }

  private static List<Manifest> dist(String app) {
    return Manifest.of(Repository.read(Repository.DIST.resolve(app + ".k8s.yaml")));
  }

  /** Of the adapter's file, or of Helm's values where the adapter has another owner. */
  private static List<String> queries(String app) {
    Path values = Repository.DIST.resolve("helm").resolve(app + ".prometheus-adapter.yaml");
    Stream<String> files =
        values.toFile().exists()
            ? Stream.of(Repository.read(values))
            : dist(app).stream()
                .map(object -> object.tree().path("data").path("config.yaml"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    return files
        .flatMap(file -> Manifest.parse(file).findValuesAsText("metricsQuery").stream())
        .toList();
  }

  private static Set<String> seriesOfQueries(String app) {
    Set<String> series = new LinkedHashSet<>();
    for (String query : queries(app)) {
      Matcher name = Pattern.compile("ovms_\\w+").matcher(query);
      while (name.find()) {
        series.add(name.group());
      }
    }
    return series;
  }

  private static int port(JsonNode container, JsonNode probe) {
    for (JsonNode port : container.get("ports")) {
      if (port.get("name").equals(probe.get("port"))) {
        return port.get("containerPort").asInt();
      }
    }
    throw new AssertionError("no port " + probe.get("port"));
  }

  private static HttpResponse<String> get(InetAddress address, int port, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address.getHostAddress() + ":" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
