package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterConfiguration;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Adapters that have another owner, or rules of one. */
final class OwnedAdapterCases {
  /** As its owner has it, fetched with kubectl. */
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: adapter-configuration
        namespace: metrics
        labels:
          app.kubernetes.io/name: prometheus-adapter
          team: platform
      data:
        config.yaml: |
          # Of the platform team.
          rules:
          - seriesQuery: 'http_requests_total{namespace!="",pod!=""}'
            resources: {template: <<.Resource>>}
            name: {matches: ^(.*)_total$, as: "${1}_per_second"}
            metricsQuery: sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)
          resourceRules:
            cpu:
              containerLabel: container
              containerQuery: |
                sum by (<<.GroupBy>>) (rate(container_cpu_usage_seconds_total{<<.LabelMatchers>>}[5m]))
              nodeQuery: sum by (<<.GroupBy>>) (rate(node_cpu_seconds_total{<<.LabelMatchers>>}[5m]))
              resources: {overrides: {pod: {resource: pod}}}
            window: 5m
      """;

  private OwnedAdapterCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("adapter-of-another-owner", OwnedAdapterCases::merged);
    cases.put("adapter-untouched", OwnedAdapterCases::untouched);
    return cases;
  }

  /** What another repository hands to the owner of the adapter. */
  static AdapterConfiguration otherRepository() {
    return AdapterConfiguration.of(
        """
        rules:
        - seriesQuery: queue_depth
          resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
          name: {matches: ^queue_depth$, as: queue_depth}
          metricsQuery: max by (<<.GroupBy>>) (queue_depth{<<.LabelMatchers>>})
        """);
  }

  private static void merged(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingAdapter adapter =
        builder(chart, Cases.prometheus(chart, resnet).build())
            .configuration(AdapterConfiguration.of(CONFIG_MAP))
            .build();
    Cases.autoscaler(chart, resnet, adapter).signal(LoadSignal.requestsPerStream()).build();
  }

  private static void untouched(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingAdapter adapter = builder(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }

  private static ExistingAdapter.Builder builder(Chart chart, PrometheusStack prometheus) {
    return ExistingAdapter.Builder.create(chart, "adapter").prometheus(prometheus);
  }
}
