package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.signal.Aggregation;
import io.github.cdk8sovms.signal.LoadSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus, in the installed version, accepts all emitted configuration. */
class PromqlTest {
  private static final List<String> MATCHERS =
      List.of(AdapterQuery.TWO_PODS, AdapterQuery.ONE_POD, AdapterQuery.ONE_MODEL);

  /** A backslash, quotes, a line's end, and the delimiters of the adapter's template. */
  private static final String HOSTILE_MODEL = "a\\b\"} or vector(9) # \n <<.GroupBy>> {{ ${x}";

  /** A query that would swallow what follows it on its line. */
  private static final String HOSTILE_QUERY = "rate(requests[1m]) # of the ingress";

  @TempDir private Path folder;

  @Test
  void everyPrometheusConfigurationIsValid() {
    List<JsonNode> configurations = filesOfConfigMaps("prometheus.yml").toList();
    assertThat(configurations.size()).isGreaterThanOrEqualTo(4);

    for (JsonNode configuration : configurations) {
      Path file = folder.resolve("prometheus.yml");
      Repository.write(file, configuration.asText());
      Command check = promtool("check", "config", file.toString());
      assertThat(check.exitCode()).as(check.output()).isZero();
    }
  }

  @Test
  void everyFileOfRulesIsValid() {
    List<RuleText> files = RuleText.all();
    assertThat(files).hasSizeGreaterThanOrEqualTo(6);

    for (RuleText rules : files) {
      Path file = folder.resolve("some.rules.yml");
      Repository.write(file, rules.text());
      Command check = promtool("check", "rules", "--lint=all", "--lint-fatal", file.toString());
      assertThat(check.exitCode()).as(rules.from() + ": " + check.output()).isZero();
      assertThat(check.output()).contains(" rules found");
    }
  }

  @Test
  void everyQueryOfAnAdapterRuleIsValid() {
    List<String> queries =
        Stream.concat(filesOfConfigMaps("config.yaml"), filesOfDist("config.yaml"))
            .flatMap(PromqlTest::queriesOfRules)
            .flatMap(query -> MATCHERS.stream().map(matchers -> AdapterQuery.fill(query, matchers)))
            // In rules of other owners, which are kept unchanged.
            .map(query -> query.replace("<<.Series>>", "http_requests_total"))
            .toList();

    assertThat(queries.size()).isGreaterThanOrEqualTo(15);
    assertValid(queries);
  }

  @Test
  void everyQueryOfKedaIsValid() {
    List<String> queries =
        GoldenCases.stored().stream()
            .map(Repository::read)
            .map(Manifest::parse)
            .flatMap(tree -> tree.path("spec").path("triggers").findValuesAsText("query").stream())
            .toList();

    assertThat(queries.size()).isGreaterThanOrEqualTo(9);
    assertValid(queries);
  }

  @Test
  void everySignalIsValidInEveryForm() {
    List<String> queries = new ArrayList<>();
    for (LoadSignal plain : Signals.all().values()) {
      for (Aggregation aggregation : Aggregation.values()) {
        LoadSignal signal = plain.across(aggregation);
        MATCHERS.forEach(matchers -> queries.add(AdapterQuery.of(signal, matchers)));
        queries.add(AdapterQuery.of(signal.over(Duration.ofSeconds(90)), AdapterQuery.TWO_PODS));
        queries.add(AdapterQuery.ofFleet(signal));
        queries.add(AdapterQuery.ofFleet(signal.model("resnet50")));
        queries.add(AdapterQuery.ofFleet(signal.model(HOSTILE_MODEL)));
        queries.add(KedaQuery.of(signal, 0.25));
        queries.add(KedaQuery.of(signal.model(HOSTILE_MODEL), 200));
        queries.add(KedaQuery.atRest(signal, 1, HOSTILE_QUERY));
      }
    }

    assertThat(queries)
        .doesNotHaveDuplicates()
        .hasSize(Signals.all().size() * Aggregation.values().length * 10);
    assertValid(queries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max by (pod) (ovms_streams",
        "max by (<<.GroupBy>>) (ovms_streams)",
        "rate(ovms_streams)",
        "ovms_streams{name=\"a\"b\"}"
      })
  void aBrokenQueryIsFound(String query) {
    assertThat(check(List.of("ovms_streams", query)).exitCode()).isNotZero();
  }

  private void assertValid(List<String> queries) {
    Command check = check(queries);
    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains(queries.size() + " rules found");
  }

  private Command check(List<String> queries) {
    List<Object> rules = new ArrayList<>();
    for (String query : queries) {
      Map<String, Object> rule = new LinkedHashMap<>();
      rule.put("record", "query_" + rules.size());
      rule.put("expr", query);
      rules.add(rule);
    }
    Path file = folder.resolve("rules.yml");
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", "queries");
    group.put("rules", rules);
    Repository.write(file, Manifest.json(Map.of("groups", List.of(group))));
    return promtool("check", "rules", file.toString());
  }

  private static Stream<String> queriesOfRules(JsonNode config) {
    List<String> queries = new ArrayList<>();
    Manifest.parse(config.asText())
        .get("rules")
        .forEach(rule -> queries.add(rule.get("metricsQuery").asText()));
    assertThat(queries).isNotEmpty();
    return queries.stream();
  }

  private static Stream<JsonNode> filesOfConfigMaps(String key) {
    return GoldenCases.stored().stream()
        .map(Repository::read)
        .map(Manifest::parse)
        .map(tree -> tree.path("data").path(key))
        .filter(JsonNode::isTextual);
  }

  private static Stream<JsonNode> filesOfDist(String key) {
    return Repository.filesBelow(Repository.DIST).stream()
        .flatMap(file -> Manifest.of(Repository.read(file)).stream())
        .map(object -> object.tree().path("data").path(key))
        .filter(JsonNode::isTextual);
  }

  private static Command promtool(String... arguments) {
    return GoTool.PROMTOOL.run(Repository.ROOT, List.of(arguments));
  }
}
