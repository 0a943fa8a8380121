package io.github.cdk8sovms.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as shown, and what it lists is complete. */
class ReadmeTest {
  private static final Pattern OBJECTS = Pattern.compile("`dist/shop.k8s.yaml`: (\\d+) objects");

  @Test
  void theProgramWritesWhatItSays(@TempDir Path directory) {
    Matcher said = OBJECTS.matcher(Readme.text());
    assertThat(said.find()).isTrue();

    Command run = run(Readme.blocks("java").get(0), directory);

    assertThat(run.exitCode()).as(run.output()).isZero();
    List<Manifest> written =
        Manifest.of(Repository.read(directory.resolve("dist").resolve("shop.k8s.yaml")));
    assertThat(written).hasSize(Integer.parseInt(said.group(1)));
    assertThat(written)
        .filteredOn(object -> object.kind().equals("Namespace"))
        .extracting(Manifest::name)
        .containsExactly("serving", "monitoring");
    assertThat(written)
        .extracting(Manifest::kind)
        .contains("Deployment", "StatefulSet", "APIService", "HorizontalPodAutoscaler");
  }

  @Test
  void theWrongProgramIsToldExactlyThis(@TempDir Path directory) {
    Command run = run(Readme.blocks("java").get(1), directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output()).contains(Readme.blocks("text").get(0)).doesNotContain("\tat ");
    assertThat(Repository.filesBelow(directory.resolve("dist"))).isEmpty();
  }

  @Test
  void theProgramWithoutHeadroomIsToldExactlyThis(@TempDir Path directory) {
    String program = Readme.blocks("java").get(0).replace(".streams(4)", ".streams(4).nireq(4)");

    Command run = run(program, directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output()).contains(Readme.blocks("text").get(1)).doesNotContain("\tat ");
  }

  @Test
  void theDependencyIsTheOneOfTheProjectThatIsBuiltWithIt() {
    assertThat(onOneLine(Repository.read(Path.of("src/it/consumer/pom.xml"))))
        .contains(onOneLine(Readme.blocks("xml").get(0)));
  }

  @Test
  void theApplicationOfArgoTakesAManifestThatExists() {
    String application = "dist/argocd/quickstart.yaml";
    assertThat(Readme.commands()).contains("kubectl apply -f " + application);
    var source = Manifest.parse(read(application)).at("/spec/source");

    assertThat(
            Repository.ROOT
                .resolve(source.at("/path").asText())
                .resolve(source.at("/directory/include").asText()))
        .exists();
  }

  @Test
  void theCommandsAreThoseThatAreRunElsewhere() {
    List<String> commands = Readme.commands();
    String synth = commands.get(0);
    String test = commands.get(1);

    assertThat(Manifest.parse(read("cdk8s.yaml")).at("/app").asText().replace("-B ", ""))
        .isEqualTo(synth);
    assertThat(read(".ci/run").lines()).contains(test);
    assertThat(commands.subList(2, commands.size())).allMatch(line -> line.startsWith("kubectl "));
  }

  @Test
  void theCommandsOfKubectlNameWhatTheQuickstartEmits() {
    List<Manifest> quickstart = Manifest.of(read("dist/quickstart.k8s.yaml"));
    String kubectl = Readme.blocks("sh").get(2);

    Manifest registration =
        Manifest.find(quickstart, "APIService", word(kubectl, "apiservice/(\\S+)"));
    Manifest autoscaler =
        Manifest.find(
            quickstart, "HorizontalPodAutoscaler", word(kubectl, "horizontalpodautoscaler (\\S+)"));

    assertThat(Repository.ROOT.resolve(word(kubectl, "-f (\\S+)"))).exists();
    assertThat(registration.tree().at("/spec/version").asText()).isEqualTo("v1beta2");
    assertThat(autoscaler.namespace()).isEqualTo(word(kubectl, "--namespace (\\S+)"));
  }

  @Test
  void everyOptionIsListed() {
    Map<String, Set<String>> options = new TreeMap<>();
    options.put("OvmsModelServer", Readme.optionsOf(OvmsModelServer.Builder.class));
    options.put("Model", Readme.optionsOf(Model.class));
    options.put("PrometheusStack", Readme.optionsOf(PrometheusStack.Builder.class));
    options.put("MetricsAdapter", Readme.optionsOf(MetricsAdapter.Builder.class));
    options.put("RatioAutoscaler", Readme.optionsOf(RatioAutoscaler.Builder.class));
    options.put("Alerts", Readme.optionsOf(Alerts.Builder.class));
    options.put("Dashboard", Readme.optionsOf(Dashboard.Builder.class));
    options.put("Grafana", Readme.optionsOf(Grafana.Builder.class));

    assertThat(Readme.options()).containsAllEntriesOf(options);
  }

  @Test
  void linkedFilesExist() {
    assertThat(Readme.localLinks())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Repository.ROOT.resolve(link)).exists());
  }

  /** Compiles a program as it stands, and runs it in a JVM of its own. */
  private static Command run(String program, Path directory) {
    JavaProgram shown = JavaProgram.of(program);
    shown.compile(directory);
    return Command.java(shown.name(), directory, directory, Map.of());
  }

  private static String read(String file) {
    return Repository.read(Repository.ROOT.resolve(file));
  }

  private static String word(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
