package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The Secrets with which Grafana verifies Prometheus and authenticates itself. All are mounted, and
 * copied to Grafana's database when it starts.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#file-provider">File
 *     provider</a>
 */
record DatasourceSecrets(PrometheusAccess access) {
  private static final String CA = "prometheus-ca";
  private static final String TOKEN = "prometheus-token";
  private static final String AUTHORIZATION = "prometheus-authorization";
  private static final String CLIENT = "prometheus-client";

  List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    mounted().forEach((volume, secret) -> volumes.add(Volumes.secret(volume, secret)));
    access.caConfigMap().ifPresent(file -> volumes.add(Volumes.configMap(CA, file.name())));
    return volumes;
  }

  List<VolumeMount> mounts() {
    return volumes().stream()
        .map(volume -> Volumes.readOnly(volume.getName(), directory(volume.getName())))
        .toList();
  }

  /** Returns the settings of the data source that are not secret. */
  Map<String, Object> jsonData() {
    Map<String, Object> data = new LinkedHashMap<>();
    if (access.ca().isPresent() || access.caConfigMap().isPresent()) {
      data.put("tlsAuthWithCACert", true);
    }
    if (access.clientCertificate().isPresent()) {
      data.put("tlsAuth", true);
    }
    if (header().isPresent()) {
      data.put("httpHeaderName1", "Authorization");
    }
    int number = header().isPresent() ? 2 : 1;
    for (String name : access.headers().keySet()) {
      data.put("httpHeaderName" + number, name);
      number++;
    }
    if (!access.queryParameters().isEmpty()) {
      data.put(
          "customQueryParameters",
          access.queryParameters().entrySet().stream()
              .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
              .collect(Collectors.joining("&")));
    }
    return data;
  }

  /** Returns the secret settings, as references to files; empty if there are none. */
  Map<String, Object> secureJsonData() {
    Map<String, Object> data = new LinkedHashMap<>();
    access.ca().ifPresent(secret -> data.put("tlsCACert", file(CA, PrometheusAccess.CA_KEY)));
    access.caConfigMap().ifPresent(file -> data.put("tlsCACert", file(CA, file.key())));
    access
        .clientCertificate()
        .ifPresent(
            secret -> {
              data.put("tlsClientCert", file(CLIENT, "tls.crt"));
              data.put("tlsClientKey", file(CLIENT, "tls.key"));
            });
    header().ifPresent(value -> data.put("httpHeaderValue1", value));
    int number = header().isPresent() ? 2 : 1;
    for (String value : access.headers().values()) {
      // Grafana expands a single dollar as an environment variable.
      data.put("httpHeaderValue" + number, value.replace("$", "$$"));
      number++;
    }
    return data;
  }

  /** Encodes for a query string; KEDA takes plain names and values. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Optional<String> header() {
    return access
        .bearerToken()
        .map(secret -> "Bearer " + file(TOKEN, PrometheusAccess.TOKEN_KEY))
        .or(
            () ->
                access
                    .authorization()
                    .map(secret -> file(AUTHORIZATION, PrometheusAccess.AUTHORIZATION_KEY)));
  }

  private Map<String, String> mounted() {
    Map<String, String> mounted = new LinkedHashMap<>();
    access.ca().ifPresent(secret -> mounted.put(CA, secret));
    access.bearerToken().ifPresent(secret -> mounted.put(TOKEN, secret));
    access.authorization().ifPresent(secret -> mounted.put(AUTHORIZATION, secret));
    access.clientCertificate().ifPresent(secret -> mounted.put(CLIENT, secret));
    return mounted;
  }

  private static String directory(String volume) {
    return "/etc/" + volume;
  }

  private static String file(String volume, String key) {
    return "$__file{" + directory(volume) + "/" + key + "}";
  }
}
