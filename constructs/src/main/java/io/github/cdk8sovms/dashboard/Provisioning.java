package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.ConfigText;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files by which Grafana knows, from its start on, its data source and its dashboards.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/administration/provisioning/">Provisioning</a>
 */
record Provisioning(PrometheusStack prometheus, List<Dashboard.Source> dashboards) {
  private static final int ORGANIZATION = 1;
  private static final int SECONDS_BETWEEN_LOOKS = 30;

  Provisioning {
    dashboards = List.copyOf(dashboards);
  }

  /** The file of data sources. Other ones that an earlier file named are removed. */
  String datasources() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1);
    file.put("prune", true);
    file.put("datasources", List.of(datasource()));
    return ConfigText.yaml(file);
  }

  /** The file of places where dashboards are. */
  String providers() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", 1);
    file.put("providers", dashboards.stream().map(Provisioning::provider).toList());
    return ConfigText.yaml(file);
  }

  /** Where a dashboard is: outside of directories that Grafana writes to. */
  static String directory(Dashboard.Source dashboard) {
    return "/etc/grafana-dashboards/" + dashboard.name();
  }

  private Map<String, Object> datasource() {
    DatasourceSecrets secrets = new DatasourceSecrets(prometheus.endpoint().access());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("httpMethod", "POST");
    // Windows of rates follow from it.
    data.put("timeInterval", Durations.text(prometheus.scrapeInterval().interval()));
    data.putAll(secrets.open());
    Map<String, Object> datasource = new LinkedHashMap<>();
    datasource.put("name", "Prometheus");
    datasource.put("uid", "prometheus");
    datasource.put("type", "prometheus");
    datasource.put("access", "proxy");
    datasource.put("orgId", ORGANIZATION);
    // Grafana puts variables of its environment in for a lone dollar.
    datasource.put("url", prometheus.url().replace("$", "$$"));
    datasource.put("isDefault", true);
    datasource.put("editable", false);
    datasource.put("jsonData", data);
    if (!secrets.secret().isEmpty()) {
      datasource.put("secureJsonData", secrets.secret());
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
    provider.put("updateIntervalSeconds", SECONDS_BETWEEN_LOOKS);
    provider.put("options", Map.of("path", directory(dashboard)));
    return provider;
  }
}
