package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/dashboard.md describes the panels as emitted. */
class DashboardDocTest {
  static final Path FILE = Repository.ROOT.resolve("docs").resolve("dashboard.md");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern SERIES =
      Pattern.compile("\\b((?:ovms|kube|container|scrape)_[a-z_]+|up)(?=\\{)");

  /** What only histograms have behind the name that OVMS documents. */
  private static final Pattern PART = Pattern.compile("(?<=_us)_(?:bucket|sum|count)$");

  /** The case has every option, so every panel; of its autoscalers the first has the default. */
  @Test
  void everyPanelIsInTheTable() {
    JsonNode dashboard = Dashboards.of("dashboard-every-option/shop");
    StringBuilder table =
        new StringBuilder("| row | panel | what it shows | reads |\n|---|---|---|---|\n");
    Dashboards.rows(dashboard)
        .forEach(
            (row, panels) -> {
              if (!row.startsWith("language/")) {
                panels.forEach(panel -> table.append(line(row, panel)));
              }
            });

    Golden.checkBlock(FILE, "panels", table.toString());
  }

  @Test
  void theProgramsItShowsCompile(@TempDir Path directory) {
    assertThat(new Markdown(Repository.read(FILE)).blocks("java")).hasSize(1);
    JavaProgram.of(new Markdown(Repository.read(FILE)).blocks("java").get(0)).compile(directory);
  }

  @Test
  void linkedFilesExist() {
    assertThat(LINK.matcher(Repository.read(FILE)).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(FILE.resolveSibling(link)).exists());
  }

  private static String line(String row, JsonNode panel) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            row, panel.get("title").asText(), panel.get("description").asText(), series(panel));
  }

  private static String series(JsonNode panel) {
    Set<String> names = new LinkedHashSet<>();
    for (String query : Dashboards.queries(panel, "", "")) {
      Matcher series = SERIES.matcher(query);
      while (series.find()) {
        names.add(PART.matcher(series.group(1)).replaceFirst(""));
      }
    }
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
