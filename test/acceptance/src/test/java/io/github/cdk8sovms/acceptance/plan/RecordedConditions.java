package io.github.cdk8sovms.acceptance.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a recording was made with, from the file beside it. */
record RecordedConditions(String name, JsonNode json) {
  /**
   * From a decision to a container that runs, and from loaded models to ready endpoints: pods that
   * load for 10 and 30 seconds were ready 12 and 32 seconds after the decision.
   */
  private static final Duration SCHEDULED = Duration.ofSeconds(1);

  private static final Duration PROBED = Duration.ofSeconds(1);

  /** The preStop sleep of pods that the library emits. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  static RecordedConditions of(String name) {
    String text = Repository.read(Repository.ROOT.resolve("docs/timelines/" + name + ".json"));
    return new RecordedConditions(name, Manifest.parse(text));
  }

  String metric() {
    return json.at("/autoscaler/metrics/0/pods/metric/name").asText();
  }

  double target() {
    return json.at("/autoscaler/metrics/0/pods/target/averageValue").asDouble();
  }

  double syncSeconds() {
    return json.path("syncSeconds").asDouble();
  }

  double scrapeSeconds() {
    return json.path("scrapeSeconds").asDouble();
  }

  int minReplicas() {
    return json.at("/autoscaler/minReplicas").asInt();
  }

  ServiceTime serviceTime() {
    return ServiceTime.constant(seconds("inferenceSeconds"));
  }

  PlanSpec plan() {
    return new PlanSpec(
        name,
        server(),
        Clients.http(json.path("connections").asInt()),
        ScrapeSpec.every(seconds("scrapeSeconds")),
        new HpaSpec(
            minReplicas(),
            json.at("/autoscaler/maxReplicas").asInt(),
            List.of(new HpaSpec.PodsMetric(metric(), target())),
            rules(json.at("/autoscaler/behavior/scaleUp"), ScalingRules.defaultUp()),
            rules(json.at("/autoscaler/behavior/scaleDown"), ScalingRules.defaultDown()),
            HpaSpec.DEFAULT_TOLERANCE,
            HpaSpec.DEFAULT_TOLERANCE,
            seconds("syncSeconds")),
        Map.of(
            metric(),
            json.path("query")
                .asText()
                .replace("<<.LabelMatchers>>", "namespace=\"serving\",pod=~\".+\"")
                .replace("<<.GroupBy>>", "namespace,pod")));
  }

  private ServerSpec server() {
    Duration none = Duration.ZERO;
    return new ServerSpec(
        List.of(
            ModelSpec.of(
                "resnet50", json.path("streams").asInt(), json.path("inferRequests").asInt())),
        json.path("httpWorkers").asInt(),
        1000,
        false,
        new StartDurations(SCHEDULED, none, none, seconds("loadingSeconds"), none, PROBED),
        DRAIN,
        "serving",
        "resnet");
  }

  private static ScalingRules rules(JsonNode json, ScalingRules defaults) {
    List<Policy> policies = new ArrayList<>();
    for (JsonNode each : json.path("policies")) {
      policies.add(
          new Policy(
              each.path("type").asText().equals("Pods") ? Kind.PODS : Kind.PERCENT,
              each.path("value").asInt(),
              Duration.ofSeconds(each.path("periodSeconds").asInt())));
    }
    JsonNode window = json.path("stabilizationWindowSeconds");
    return new ScalingRules(
        window.isMissingNode() ? defaults.stabilization() : Duration.ofSeconds(window.asInt()),
        json.has("selectPolicy")
            ? Select.valueOf(json.path("selectPolicy").asText().toUpperCase(Locale.ROOT))
            : defaults.select(),
        policies.isEmpty() ? defaults.policies() : policies);
  }

  private Duration seconds(String field) {
    return Duration.ofMillis(Math.round(1000 * json.path(field).asDouble()));
  }
}
