package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.promql.Signals;
import io.github.cdk8sovms.autoscaling.Behavior;
import io.github.cdk8sovms.autoscaling.LagBudget;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds, delays and programs in docs/signals.md are those of the constructs. */
class SignalsDocNumbersTest {
  private static final List<LoadSignal> SIGNALS = Signals.ratiosOfModels();

  private static final Model RESNET = model("resnet50");
  private static final Duration START = Duration.ofSeconds(30);

  private final Chart chart = new Chart(new App(), "shop");

  @Test
  void howHighSignalsGetIsWhatTheGuardReckonsWith() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(header("server"));
    addReach(rows, "CPU, `.streams(4)`", "2026.2.1", RESNET.streams(4));
    addReach(rows, "CPU, `.streams(4).nireq(4)`", "2026.2.1", RESNET.streams(4).nireq(4));
    addReach(rows, "CPU, nothing pinned", "2026.2.1", RESNET);
    addReach(rows, "NPU, nothing pinned", "2026.2.1", RESNET.device(Device.of("NPU")));
    addReach(rows, "GPU, nothing pinned", "2026.2.1", RESNET.device(Device.of("GPU")));
    addReach(
        rows,
        "GPU, `PERFORMANCE_HINT` `THROUGHPUT`",
        "2026.2.1",
        RESNET.device(Device.of("GPU")).pluginConfig("PERFORMANCE_HINT", "THROUGHPUT"));
    addReach(rows, "`AUTO`, nothing pinned", "2026.2.1", RESNET.device(Device.of("AUTO")));
    addReach(rows, "CPU, `.streams(4).nireq(4)`", "2024.4", RESNET.streams(4).nireq(4));

    Golden.checkBlock(SignalsDocTest.FILE, "reach", table(rows));
  }

  @Test
  void delaysAreThoseOfTheLagBudget() {
    List<List<String>> rows = new ArrayList<>();
    addLag(rows, "the defaults: `responsive()`", false, Behavior.responsive());
    addLag(rows, "`steady()`", false, Behavior.steady());
    addLag(rows, "`recipe()`", false, Behavior.recipe());
    addLag(rows, "scrapes every 15 s, `responsive()`", true, Behavior.responsive());

    Golden.checkBlock(SignalsDocTest.FILE, "delay", table(rows));
  }

  @Test
  void programsAreTaken(@TempDir Path directory) throws Exception {
    List<String> programs = new Markdown(Repository.read(SignalsDocTest.FILE)).blocks("java");
    assertThat(programs.size()).isGreaterThanOrEqualTo(5);
    for (int i = 0; i < programs.size(); i++) {
      wrapped("Program" + i, programs.get(i)).compile(directory);
    }

    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      for (int i = 0; i < programs.size(); i++) {
        run(loader.loadClass("Program" + i), programs.get(i));
      }
    }
  }

  /** What the document calls correct synthesizes without a warning. */
  private static void run(Class<?> program, String text) throws Exception {
    Chart chart = new Chart(new App(), "shop");
    OvmsModelServer.Builder server =
        OvmsModelServer.Builder.create(chart, "resnet")
            .namespace("serving")
            .image(OvmsImage.of("2026.2.1"))
            .resources(Resources.cpu("4").memory("16Gi"));
    if (Stream.of(".model(", ".graph(", ".generative(").noneMatch(text::contains)) {
      server.model(RESNET.streams(4));
    }
    PrometheusStack.Builder prometheus = Cases.prometheus(chart);
    RatioAutoscaler.Builder autoscaler =
        RatioAutoscaler.Builder.create(chart, "resnet-autoscaler").replicas(1, 3);
    program
        .getMethod(
            "run",
            OvmsModelServer.Builder.class,
            PrometheusStack.Builder.class,
            RatioAutoscaler.Builder.class)
        .invoke(null, server, prometheus, autoscaler);
    OvmsModelServer built = server.build();
    PrometheusStack scraping = prometheus.scrape(built).build();
    assertThat(
            autoscaler
                .target(built)
                .metrics(Cases.adapter(chart, scraping).build())
                .build()
                .findings())
        .as(text)
        .isEmpty();
  }

  private static JavaProgram wrapped(String name, String statements) {
    String imports =
        Stream.of("autoscaling", "kubernetes", "monitoring", "serving", "signal")
            .map(part -> "import io.github.cdk8sovms." + part + ".*;\n")
            .collect(Collectors.joining());
    return new JavaProgram(
        name,
        imports
            + """
            import java.time.Duration;

            public class %s {
              public static void run(
                  OvmsModelServer.Builder server,
                  PrometheusStack.Builder prometheus,
                  RatioAutoscaler.Builder autoscaler) {
            %s  }
            }
            """
                .formatted(name, statements));
  }

  private void addReach(List<List<String>> rows, String what, String version, Model model) {
    OvmsModelServer server =
        OvmsModelServer.Builder.create(chart, "server-" + rows.size())
            .image(OvmsImage.of(version))
            .model(model)
            .build();
    rows.add(
        reaches(
            what + ", OVMS " + version,
            SIGNALS.stream()
                .map(one -> SignalLink.of(one).reach(ServerLink.of(server).serving()))));
    if (model.streams().isPresent()) {
      rows.add(
          reaches(
              "… over HTTP only",
              SIGNALS.stream()
                  .map(one -> SignalLink.of(one).reachOverHttp(ServerLink.of(server).serving()))));
    }
  }

  private static List<String> header(String first) {
    List<String> cells = new ArrayList<>(List.of(first));
    SIGNALS.forEach(signal -> cells.add(signal.description()));
    return cells;
  }

  private static List<String> reaches(String what, Stream<UpperBound> reaches) {
    List<String> cells = new ArrayList<>(List.of(what));
    reaches.map(SignalsDocNumbersTest::text).forEach(cells::add);
    return cells;
  }

  private static String text(UpperBound reach) {
    if (reach instanceof UpperBound.Limited limited) {
      return String.valueOf(Math.round(limited.value() * 100) / 100.0);
    }
    return reach instanceof UpperBound.Unknown ? "unknown" : "unlimited";
  }

  private void addLag(List<List<String>> rows, String what, boolean isSlow, Behavior behavior) {
    OvmsModelServer server = Cases.server(chart, "server-" + rows.size()).build();
    Chart own = new Chart(chart, "chart-" + rows.size());
    PrometheusStack.Builder prometheus = Cases.prometheus(own, server);
    LagBudget lag =
        Cases.autoscaler(
                own,
                server,
                Cases.adapter(
                        own,
                        (isSlow ? prometheus.scrapeInterval(Duration.ofSeconds(15)) : prometheus)
                            .build())
                    .build())
            .behavior(behavior)
            .startTime(START)
            .build()
            .lagBudget();
    if (rows.isEmpty()) {
      List<String> header = new ArrayList<>(List.of("settings"));
      lag.terms().forEach(term -> header.add(term.what()));
      header.add("total");
      rows.add(header);
    }
    List<String> row = new ArrayList<>(List.of(what));
    lag.terms().forEach(term -> row.add(text(term.typical(), term.worst())));
    row.add("**" + text(lag.typical(), lag.worst()) + "**");
    rows.add(row);
  }

  private static String text(Duration typical, Duration worst) {
    return typical.equals(worst)
        ? Durations.text(typical)
        : Durations.text(typical) + " / " + Durations.text(worst);
  }

  private static String table(List<List<String>> rows) {
    String line = "|---" + "|---:".repeat(rows.get(0).size() - 1) + "|\n";
    List<String> lines = rows.stream().map(row -> "| " + String.join(" | ", row) + " |\n").toList();
    return lines.get(0) + line + String.join("", lines.subList(1, lines.size()));
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous());
  }
}
