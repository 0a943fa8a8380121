package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README fits on a few screens, and its figures, findings and versions are right. */
class ReadmeTest {
  private static final Pattern FINDING =
      Pattern.compile("(?m)^- \\[(OVMS\\d+)]\\(docs/findings\\.md#(\\S+?)\\): (.*)$");

  @Test
  void itHasAtMost150Lines() {
    assertThat(Page.README.text().lines()).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void theDependencyIsTheOneOfTheProjectThatIsBuiltWithIt() {
    assertThat(onOneLine(read("starter/pom.xml")))
        .contains(onOneLine(Page.README.block("xml", "<dependency>")))
        .contains(onOneLine(Page.TUTORIAL.block("xml", "<dependency>")));
  }

  @Test
  void theCommandsAreThoseThatAreRunElsewhere() {
    assertThat(Page.README.commands())
        .contains(appOf("cdk8s.yaml"), appOf("starter/cdk8s.yaml"), "mvn -ntp verify");
    assertThat(read(".ci/run").lines()).contains("part 'mvn verify' mvn -ntp verify");
    // Otherwise cdk8s hides the output of Maven if the program fails.
    assertThat(read("starter/cdk8s.yaml")).containsPattern("(?m)^app: .* 1>&2$");
  }

  @Test
  void theFindingsAreReportedInTheseWords() {
    List<String> reported =
        Stream.concat(
                Page.ERRORS.blocks("text").stream().flatMap(String::lines),
                Repository.filesBelow(Repository.RESOURCES.resolve("bad-inputs")).stream()
                    .flatMap(file -> Repository.read(file).lines()))
            .map(String::strip)
            .toList();
    List<MatchResult> shown = FINDING.matcher(Page.README.text()).results().toList();

    assertThat(shown).hasSize(3);
    for (MatchResult finding : shown) {
      List<String> fragments =
          Arrays.stream(finding.group(3).split(" … ")).map(ReadmeTest::withoutStop).toList();
      assertThat(reported)
          .as(finding.group())
          .anyMatch(
              line ->
                  line.startsWith(finding.group(1) + " ")
                      && fragments.stream().allMatch(line::contains));
    }
  }

  @Test
  void theFiguresAreThoseOfTheReport() {
    String report = read("docs/control-plane.md");

    assertThat(report)
        .contains(
            "| scale-out decision, after the step | never | 15 s |",
            "| three pods ready | never | 46 s |",
            "| median response time at the end of the burst | 178 s | 0.2 s |");
    assertThat(onOneLine(Page.README.text()))
        .contains("scale out after 15 s and had three ready pods after 46 s", "0.2 s to 178 s");
  }

  @Test
  void theCostIsWhatPrometheusAndTheAdapterOfTheQuickstartRequest() {
    List<Manifest> quickstart = Manifest.of(read("dist/quickstart.k8s.yaml"));
    Manifest prometheus = Manifest.find(quickstart, "StatefulSet", "prometheus");
    Manifest adapter = Manifest.find(quickstart, "Deployment", "prometheus-adapter");
    String requests = "/spec/template/spec/containers/0/resources/requests/";

    assertThat(prometheus.tree().at(requests + "cpu").asText()).isEqualTo("500m");
    assertThat(adapter.tree().at(requests + "cpu").asText()).isEqualTo("250m");
    assertThat(prometheus.tree().at(requests + "memory").asText()).isEqualTo("1Gi");
    assertThat(adapter.tree().at(requests + "memory").asText()).isEqualTo("256Mi");
    assertThat(adapter.tree().at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(prometheus.text()).contains("storage: 10Gi");
    assertThat(onOneLine(Page.README.text()))
        .contains("request 1 CPU, 1.5Gi of memory and a volume of 10Gi in total");
  }

  @Test
  void theVersionsAreThoseOfTheBuild() {
    Map<String, String> versions = compatibility();
    String pom = read("pom.xml");
    OvmsVersion newest = OvmsVersion.NEWEST_READ;

    assertThat(versions.get("JDK"))
        .startsWith(word(pom, "<maven.compiler.release>(\\d+)<") + " or newer");
    assertThat(versions.get("cdk8s")).isEqualTo(word(pom, "<cdk8s.version>(\\d+\\.\\d+)\\.\\d+<"));
    assertThat(versions.get("cdk8s-plus"))
        .isEqualTo(word(pom, "<artifactId>cdk8s-plus-(\\d+)</artifactId>"));
    assertThat(versions.get("OVMS")).isEqualTo("2022.2 to " + newest.year() + "." + newest.minor());
    assertThat(versions.get("Kubernetes")).isEqualTo(String.join(" to ", checkedKubernetes()));
    assertThat(versions.get("KEDA")).isEqualTo(word(read("docs/keda.md"), "installed, (.* newer)"));
  }

  /** The releases whose schemas the manifests are validated against. */
  private static List<String> checkedKubernetes() {
    return Repository.filesBelow(Repository.RESOURCES.resolve("schemas")).stream()
        .map(file -> Repository.RESOURCES.resolve("schemas").relativize(file).getName(0))
        .map(release -> release.toString().replaceAll("^v(\\d+\\.\\d+)\\..*", "$1"))
        .filter(release -> release.matches("1\\..*"))
        .distinct()
        .toList();
  }

  /**
   * Otherwise a finding would propose another release than users copy from the examples. The recipe
   * of the blog has its own.
   */
  @Test
  void examplesHaveTheReleaseThatFindingsPropose() {
    assertThat(
            Repository.filesBelow(Repository.ROOT.resolve("apps/src/main/java")).stream()
                .map(Repository::read))
        .filteredOn(program -> program.contains("OvmsImage.of("))
        .filteredOn(program -> !program.contains("class BlogRecipe"))
        .allMatch(program -> program.contains("OvmsImage.of(\"" + OvmsVersion.NEWEST_READ + "\")"));
    assertThat(read("starter/src/main/java/Shop.java"))
        .contains("OvmsImage.of(\"" + OvmsVersion.NEWEST_READ + "\")");
  }

  private static Map<String, String> compatibility() {
    String text = Page.README.text();
    List<String> lines =
        text.substring(text.indexOf("## Compatibility")).lines().skip(2).limit(3).toList();
    String[] names = cells(lines.get(0));
    String[] versions = cells(lines.get(2));
    Map<String, String> table = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      table.put(names[i], versions[i]);
    }
    return table;
  }

  private static String[] cells(String row) {
    return row.replaceAll("^\\| | \\|$", "").split(" \\| ");
  }

  private static String withoutStop(String text) {
    return text.replaceAll("\\.$", "");
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
