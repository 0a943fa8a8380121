package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.promql.RuleText;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents list the alerts that there are, and each leads to a page that helps. */
class AlertsDocTest {
  private static final Path DOCS = Repository.ROOT.resolve("docs");
  private static final Path RUNBOOKS = DOCS.resolve("runbooks");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*$");

  @Test
  void theTableIsThatOfTheRules() {
    Map<String, JsonNode> rules = rules();
    StringBuilder table =
        new StringBuilder("| alert | severity | after | fires when |\n|---|---|---:|---|\n");
    for (Alert alert : Alert.values()) {
      JsonNode rule = rules.get(alert.alertName());
      String name = alert.alertName();
      table.append(
          "| [%s](runbooks/%s.md) | %s | %s | %s |\n"
              .formatted(
                  name,
                  name,
                  rule.at("/labels/severity").asText(),
                  rule.path("for").asText("0s"),
                  alert.meaning()));
    }

    Golden.checkBlock(DOCS.resolve("alerts.md"), "alerts", table.toString());
  }

  @Test
  void theListOfOperationsNamesEachOfThem() {
    String list =
        Arrays.stream(Alert.values())
            .map(
                alert ->
                    "- [%1$s](runbooks/%1$s.md): %2$s\n"
                        .formatted(alert.alertName(), alert.meaning()))
            .collect(Collectors.joining());

    Golden.checkBlock(DOCS.resolve("operations.md"), "alerts", list);
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() {
    assertThat(Repository.filesBelow(RUNBOOKS))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Alert.values()).map(alert -> alert.alertName() + ".md").toList());
  }

  @ParameterizedTest
  @EnumSource
  void aRunbookSaysWhatItMeansWhatItDoesHowToLookAndWhatToDo(Alert alert) {
    String text = Repository.read(RUNBOOKS.resolve(alert.alertName() + ".md"));
    String diagnosis = text.substring(text.indexOf("## Diagnosis"), text.indexOf("## Mitigation"));

    assertThat(HEADING.matcher(text).results().map(heading -> heading.group()))
        .containsExactly(
            "# " + alert.alertName(), "## Meaning", "## Impact", "## Diagnosis", "## Mitigation");
    assertThat(diagnosis).contains("1. ", "2. ", "```sh");
    assertThat(text).doesNotContainPattern("(?m)^## .*\n\n(##|\\z)");
  }

  @ParameterizedTest
  @EnumSource
  void theLinkOfAnAlertIsThatOfItsRunbook(Alert alert) {
    String link = rules().get(alert.alertName()).at("/annotations/runbook_url").asText();
    String path = link.replaceFirst("^https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/", "");

    assertThat(path).isNotEqualTo(link);
    assertThat(Repository.ROOT.resolve(path)).exists();
  }

  @Test
  void linkedFilesExist() {
    List<Path> documents = Repository.filesBelow(RUNBOOKS);
    assertThat(documents).isNotEmpty();
    for (Path document : documents) {
      assertLinksExist(document);
    }
    assertLinksExist(DOCS.resolve("alerts.md"));
  }

  private static void assertLinksExist(Path document) {
    assertThat(
            LINK.matcher(Repository.read(document))
                .results()
                .map(link -> document.resolveSibling(link.group(1))))
        .as(document.toString())
        .allSatisfy(file -> assertThat(file).exists());
  }

  /** The rules of the golden folders that together have all. */
  private static Map<String, JsonNode> rules() {
    Map<String, JsonNode> rules = new TreeMap<>();
    addRules(rules, "canary");
    addRules(rules, "alerts-store");
    addRules(rules, "alerts-operator");
    return rules;
  }

  private static void addRules(Map<String, JsonNode> rules, String golden) {
    for (JsonNode group : Manifest.parse(RuleText.of(golden).text()).path("groups")) {
      group
          .path("rules")
          .forEach(
              rule -> {
                if (rule.has("alert")) {
                  rules.put(rule.get("alert").asText(), rule);
                }
              });
    }
  }
}
