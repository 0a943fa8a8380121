package io.github.cdk8sovms.acceptance.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every dashboard is one that Grafana's own types take, in each object that holds one. */
@Tag("extended")
class DashboardTest {
  @TempDir private Path folder;

  @Test
  void everyDashboardFitsTheTypesOfGrafana() {
    List<String> files = new ArrayList<>();
    Dashboards.emitted()
        .forEach(
            (where, json) -> {
              Path file = folder.resolve(where.replace('/', '.') + ".json");
              Repository.write(file, json);
              files.add(file.toString());
            });

    Command check = GoTool.GRAFANA_DASHBOARD.run(folder, files);

    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains(files.size() + " dashboards are valid");
    assertThat(files.size()).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"schemaVersion\" : 39', '\"schemaVersion\" : \"39\"'",
    "'\"legendFormat\"', '\"legend\"'",
    "'\"lineWidth\" : 1', '\"lineWidth\" : \"1\"'",
    "'\"textMode\"', '\"textModes\"'",
    "'\"yAxis\"', '\"yAxes\"'",
    "'\"gridPos\"', '\"place\"'",
    "'\"fillOpacity\"', '\"fill\"'"
  })
  void aWrongFieldOrTypeIsFound(String right, String wrong) {
    String valid = Dashboards.emitted().get("dashboard/dashboard");
    assertThat(valid).contains(right);
    Path file = folder.resolve("broken.json");
    Repository.write(file, valid.replace(right, wrong));

    assertThat(GoTool.GRAFANA_DASHBOARD.run(folder, List.of(file.toString())).exitCode()).isOne();
  }
}
