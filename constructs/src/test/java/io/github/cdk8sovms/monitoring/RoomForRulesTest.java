package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.FindingCode.TOO_MANY_RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RecordingRule;
import io.github.cdk8sovms.monitoring.internal.Rule;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** The size of rules is limited by the Kubernetes objects that contain them. */
class RoomForRulesTest {
  private static final int KIBIBYTE = 1024;

  private final Chart chart = Programs.chart();

  @Test
  void allRuleFilesOfAStandalonePrometheusShareAConfigMap() {
    PrometheusStack prometheus =
        Programs.prometheus(chart, Programs.server(chart, "resnet").build()).build();

    assertThat(findings(prometheus, file("first", 600))).isEmpty();
    PrometheusLink.of(prometheus).evaluate(file("first", 600));
    assertThat(findings(prometheus, file("second", 400))).isEmpty();
    assertThat(findings(prometheus, file("second", 423)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(TOO_MANY_RULES);
              assertThat(finding.problem())
                  .endsWith(
                      "bytes do not fit into a ConfigMap for \"prometheus\", which is limited to"
                          + " 1048576");
            });
  }

  /** Above the limit, the operator emits an event and loads none of the rules. */
  @Test
  void everyPrometheusRuleIsLimitedToHalfAConfigMap() {
    OperatorPrometheus prometheus =
        Programs.operatorPrometheus(chart, Programs.server(chart, "resnet").build()).build();

    assertThat(findings(prometheus, file("first", 511))).isEmpty();
    PrometheusLink.of(prometheus).evaluate(file("first", 511));
    assertThat(findings(prometheus, file("second", 511))).isEmpty();
    assertThat(findings(prometheus, file("third", 513)))
        .extracting(Finding::problem)
        .singleElement()
        .asString()
        .endsWith(
            "do not fit into a PrometheusRule for \"prometheus\", which is limited to 524288");
  }

  private static List<Finding> findings(Prometheus prometheus, RuleFile file) {
    return Reported.by(
        findings -> PrometheusLink.of(prometheus).checkCanEvaluate(file, findings, "name"));
  }

  private static RuleFile file(String name, int kibibytes) {
    Rule rule =
        new RecordingRule("a", "vector(1) # " + "a".repeat(kibibytes * KIBIBYTE - 200), Map.of());
    return new RuleFile(name, List.of(new RuleGroup("g", Duration.ofSeconds(15), List.of(rule))));
  }
}
