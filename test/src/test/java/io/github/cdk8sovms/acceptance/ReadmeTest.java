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
  @Test
  void theProgramPrintsExactlyThisSummary(@TempDir Path directory) {
    Command run = run(Readme.block("java", "class Shop"), directory);

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).endsWith("\n\n" + Readme.block("text", "Objects "));
  }

  @Test
  void theWrongProgramIsToldExactlyThis(@TempDir Path directory) {
    Command run = run(Readme.block("java", "class Wrong"), directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output())
        .contains(Readme.block("text", "3 mistakes"))
        .doesNotContain("at io.github");
    assertThat(Repository.filesBelow(directory.resolve("dist"))).isEmpty();
  }

  @Test
  void theProgramWithoutHeadroomIsToldExactlyThis(@TempDir Path directory) {
    String program =
        Readme.block("java", "class Shop").replace(".streams(1)", ".streams(1).nireq(1)");

    Command run = run(program, directory);

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output())
        .contains(Readme.block("text", "1 mistake in"))
        .doesNotContain("at io.github");
  }

  @Test
  void theDependencyIsTheOneOfTheProjectThatIsBuiltWithIt() {
    assertThat(onOneLine(read("starter/pom.xml")))
        .contains(onOneLine(Readme.block("xml", "<dependency>")));
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
    assertThat(Readme.commands())
        .contains(appOf("cdk8s.yaml"), appOf("starter/cdk8s.yaml"), "mvn -ntp verify");
    assertThat(read(".ci/run").lines()).contains("part 'mvn verify' mvn -ntp verify");
    // Else cdk8s shows nothing of what Maven says when the program fails.
    assertThat(read("starter/cdk8s.yaml")).containsPattern("(?m)^app: .* 1>&2$");
  }

  @Test
  void theCommandsOfKubectlNameWhatTheQuickstartEmits() {
    List<Manifest> quickstart = Manifest.of(read("dist/quickstart.k8s.yaml"));
    String kubectl = Readme.block("sh", "dist/quickstart.k8s.yaml");

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

  /** The command that cdk8s runs, as one types it. */
  private static String appOf(String configuration) {
    return Manifest.parse(read(configuration))
        .at("/app")
        .asText()
        .replace("-B ", "")
        .replace(" 1>&2", "");
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
