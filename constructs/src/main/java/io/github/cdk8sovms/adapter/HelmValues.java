package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for the Helm chart prometheus-community/prometheus-adapter. */
final class HelmValues {
  private HelmValues() {}

  /** Returns all values of a release that serves the rules from a Prometheus. */
  static String ofRelease(Prometheus prometheus, AdapterRules rules) {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("url", Argument.of(prometheus.url()).emitted());
    // The address already contains the port; the chart would append another.
    server.put("port", 0);
    Map<String, Object> chartRules = new LinkedHashMap<>();
    chartRules.put("custom", rules.toConfig());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("prometheus", server);
    values.put(
        "metricsRelistInterval",
        Durations.text(PrometheusLink.of(prometheus).scrapeInterval().relistInterval()));
    UpstreamSecrets upstream =
        new UpstreamSecrets(PrometheusLink.of(prometheus).endpoint().access());
    List<Argument> arguments = new ArrayList<>();
    arguments.add(
        Argument.of(
            "--metrics-max-age="
                + Durations.text(PrometheusLink.of(prometheus).scrapeInterval().metricsMaxAge())));
    arguments.addAll(upstream.arguments());
    values.put("extraArguments", Argument.emitted(arguments));
    if (!upstream.mounted().isEmpty()) {
      values.put("extraVolumes", upstream.mounted().stream().map(HelmValues::volume).toList());
      values.put("extraVolumeMounts", upstream.mounted().stream().map(HelmValues::mount).toList());
    }
    upstream.variable().ifPresent(variable -> values.put("env", List.of(variable)));
    values.put("rules", chartRules);
    return ConfigText.yaml(values);
  }

  private static Map<String, Object> volume(UpstreamSecrets.Mounted mounted) {
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("name", mounted.name());
    if (mounted.isSecret()) {
      volume.put("secret", Map.of("secretName", mounted.source()));
    } else {
      volume.put("configMap", Map.of("name", mounted.source()));
    }
    return volume;
  }

  private static Map<String, Object> mount(UpstreamSecrets.Mounted secret) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("name", secret.name());
    mount.put("mountPath", secret.directory());
    mount.put("readOnly", true);
    return mount;
  }
}
