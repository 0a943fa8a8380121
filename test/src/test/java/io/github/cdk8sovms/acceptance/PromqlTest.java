package io.github.cdk8sovms.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus itself, in the version we install, takes what we emit, and finds what we say. */
class PromqlTest {
  @TempDir private Path folder;

  @Test
  void everyPrometheusConfigurationIsValid() {
    List<JsonNode> configurations = filesOfConfigMaps("prometheus.yml");
    assertThat(configurations.size()).isGreaterThanOrEqualTo(4);

    for (JsonNode configuration : configurations) {
      Path file = folder.resolve("prometheus.yml");
      Repository.write(file, configuration.asText());
      Command check = promtool("check", "config", file.toString());
      assertThat(check.exitCode()).as(check.output()).isZero();
    }
  }

  @Test
  void everyQueryOfAnAdapterRuleIsValid() {
    List<String> queries = queriesOfAdapterRules();
    assertThat(queries.size()).isGreaterThanOrEqualTo(4);

    for (String query : queries) {
      Command check = promtool("check", "rules", ruleFile(asTheAdapterAsks(query)).toString());
      assertThat(check.exitCode()).as(query + "\n" + check.output()).isZero();
    }
  }

  @Test
  void aBrokenQueryIsFound() {
    Command check = promtool("check", "rules", ruleFile("max by (pod) (ovms_streams").toString());

    assertThat(check.exitCode()).isNotZero();
  }

  /** What the ratio says of one pod, from what its models export; empty if it says nothing. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "half busy,                        1, 2, , , 0.5",
    "every stream busy,                2, 2, , , 1",
    "requests wait,                    8, 2, , , 4",
    "idle,                             0, 2, , , 0",
    "loading: no streams yet,          0, 0, , , ''",
    "streams never reported,           3, 0, , , ''",
    "a retired version beside a busy,  8, 4, 0, 0, 2",
    "a busy model beside an idle one,  8, 2, 0, 6, 4"
  })
  void ratioOfAPod(
      String what,
      String requests,
      String streams,
      String otherRequests,
      String otherStreams,
      String ratio) {
    StringBuilder series = new StringBuilder();
    append(series, "resnet50", requests, streams);
    if (otherRequests != null) {
      append(series, "other", otherRequests, otherStreams);
    }
    String expected =
        ratio.isEmpty() ? "[]" : "[{labels: '{pod=\"resnet-0\"}', value: " + ratio + "}]";
    Path test = folder.resolve("test.yml");
    Repository.write(
        test,
        """
        evaluation_interval: 15s
        tests:
          - interval: 15s
            input_series:
        %s    promql_expr_test:
              - expr: '%s'
                eval_time: 5m
                exp_samples: %s
        """
            .formatted(series, asTheAdapterAsks(ratioQuery()), expected));

    Command run = promtool("test", "rules", test.toString());

    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  private static void append(StringBuilder series, String model, String requests, String streams) {
    String labels = "{namespace=\"serving\",pod=\"resnet-0\",name=\"" + model + "\",version=\"1\"}";
    for (String[] metric :
        new String[][] {{"ovms_current_requests", requests}, {"ovms_streams", streams}}) {
      series.append(
          "      - {series: '" + metric[0] + labels + "', values: '" + metric[1] + "x20'}\n");
    }
  }

  private static String ratioQuery() {
    return queriesOfAdapterRules().stream()
        .filter(query -> query.contains("ovms_streams"))
        .findFirst()
        .orElseThrow();
  }

  /** Fills the template as the adapter does when an autoscaler asks for the pods of a server. */
  private static String asTheAdapterAsks(String template) {
    return template
        .replace("<<.LabelMatchers>>", "namespace=\"serving\",pod=~\"resnet-0|resnet-1\"")
        .replace("<<.GroupBy>>", "pod");
  }

  private static List<String> queriesOfAdapterRules() {
    List<String> queries = new ArrayList<>();
    for (JsonNode file : filesOfConfigMaps("config.yaml")) {
      Manifest.parse(file.asText())
          .get("rules")
          .forEach(rule -> queries.add(rule.get("metricsQuery").asText()));
    }
    return queries;
  }

  private static List<JsonNode> filesOfConfigMaps(String key) {
    return Repository.filesBelow(Repository.GOLDEN).stream()
        .map(Repository::read)
        .map(Manifest::parse)
        .map(tree -> tree.path("data").path(key))
        .filter(JsonNode::isTextual)
        .toList();
  }

  private Path ruleFile(String expression) {
    Path file = folder.resolve("rules.yml");
    Repository.write(
        file,
        "groups: [{name: test, rules: [{record: test, expr: '"
            + expression.replace("'", "''")
            + "'}]}]\n");
    return file;
  }

  private static Command promtool(String... arguments) {
    return GoTool.PROMTOOL.run(Repository.ROOT, List.of(arguments));
  }
}
