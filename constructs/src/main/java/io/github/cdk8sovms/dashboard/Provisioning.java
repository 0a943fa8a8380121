package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that configure Grafana's data source and dashboards at start-up.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/administration/provisioning/">Provisioning</a>
 */
record Provisioning(Prometheus prometheus, List<Dashboard.Source> dashboards) {
  private static final int ORGANIZATION = 1;
  private static final int UPDATE_INTERVAL_SECONDS = 30;

  Provisioning {
    dashboards = List.copyOf(dashboards);
  }

  /** Returns the data source file. It removes data sources of earlier files. */
  String datasources() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1);
    file.put("prune", true);
    file.put("datasources", List.of(datasource()));
    return ConfigText.yaml(file);
  }

  /** Returns the dashboard provider file. */
  String providers() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1);
    file.put("providers", dashboards.stream().map(Provisioning::provider).toList());
    return ConfigText.yaml(file);
  }

  /** Returns the directory of a dashboard, outside of directories that Grafana writes to. */
  static String directory(Dashboard.Source dashboard) {
    return "/etc/grafana-dashboards/" + dashboard.name();
  }

  private Map<String, Object> datasource() {
    DatasourceSecrets secrets =
        new DatasourceSecrets(PrometheusLink.of(prometheus).endpoint().access());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("httpMethod", "POST");
    // Grafana derives the windows of rates from it.
    data.put(
        "timeInterval", Durations.text(PrometheusLink.of(prometheus).scrapeInterval().interval()));
    data.putAll(secrets.jsonData());
    Map<String, Object> datasource = new LinkedHashMap<>();
    datasource.put("name", "Prometheus");
    datasource.put("uid", "prometheus");
    datasource.put("type", "prometheus");
    datasource.put("access", "proxy");
    datasource.put("orgId", ORGANIZATION);
    // Grafana expands a single dollar as an environment variable.
    datasource.put("url", prometheus.url().replace("$", "$$"));
    datasource.put("isDefault", true);
    datasource.put("editable", false);
    datasource.put("jsonData", data);
    if (!secrets.secureJsonData().isEmpty()) {
      datasource.put("secureJsonData", secrets.secureJsonData());
    }
    return datasource;
  }

  private static Map<String, Object> provider(Dashboard.Source dashboard) {
    Map<String, Object> provider = new LinkedHashMap<>();
    provider.put("name", dashboard.name());
    provider.put("orgId", ORGANIZATION);
    provider.put("folder", dashboard.folder().replace("$", "$$"));
    provider.put("type", "file");
    provider.put("disableDeletion", true);
    provider.put("allowUiUpdates", false);
    provider.put("updateIntervalSeconds", UPDATE_INTERVAL_SECONDS);
    provider.put("options", Map.of("path", directory(dashboard)));
    return provider;
  }
}
