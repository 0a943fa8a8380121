package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.monitoring.PodIdentity;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How KEDA verifies a Prometheus and authenticates to it: a TriggerAuthentication, which sets
 * parameters of a trigger from Secrets.
 *
 * @see <a href="https://keda.sh/docs/latest/scalers/prometheus/">Prometheus scaler</a>
 */
record PrometheusCredentials(PrometheusAccess access) {
  /** The key of the header's name, which KEDA also reads from an object. */
  static final String HEADER_KEY = "header";

  static final String HEADER = "Authorization";

  boolean areNeeded() {
    return !modes().isEmpty() || access.podIdentity().isPresent();
  }

  /** Returns the trigger metadata besides the query. */
  Map<String, Object> toMetadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (!modes().isEmpty()) {
      metadata.put("authModes", String.join(",", modes()));
    }
    if (!access.headers().isEmpty()) {
      metadata.put("customHeaders", list(access.headers()));
    }
    if (!access.queryParameters().isEmpty()) {
      metadata.put("queryParameters", list(access.queryParameters()));
    }
    access
        .podIdentity()
        .flatMap(PodIdentity::region)
        .ifPresent(region -> metadata.put("awsRegion", region));
    return metadata;
  }

  private static String list(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** KEDA reads the name of the header from an object, like its value; it is not secret. */
  boolean needHeaderName() {
    return access.authorization().isPresent();
  }

  void check(Findings findings) {
    access
        .ca()
        .or(() -> access.caConfigMap().map(PrometheusAccess.ConfigMapKey::name))
        .filter(secret -> modes().isEmpty())
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.ACCESS,
                    "metrics",
                    quote(secret)
                        + " is used by KEDA only together with a token, a header or a client"
                        + " certificate",
                    "Mount the CA certificates into KEDA's operator, which trusts those in"
                        + " /custom/ca, and leave .ca(..) out; or configure authentication."));
  }

  private List<String> modes() {
    List<String> modes = new ArrayList<>();
    access.clientCertificate().ifPresent(secret -> modes.add("tls"));
    access.bearerToken().ifPresent(secret -> modes.add("bearer"));
    access.authorization().ifPresent(secret -> modes.add("custom"));
    return modes;
  }

  /**
   * Returns the spec of the TriggerAuthentication.
   *
   * @param headerName name of the ConfigMap that holds the name of the header
   */
  Map<String, Object> toSpec(String headerName) {
    List<Map<String, Object>> secrets = new ArrayList<>();
    access.ca().ifPresent(it -> secrets.add(value("ca", it, PrometheusAccess.CA_KEY)));
    access
        .clientCertificate()
        .ifPresent(
            it -> {
              secrets.add(value("cert", it, "tls.crt"));
              secrets.add(value("key", it, "tls.key"));
            });
    access
        .bearerToken()
        .ifPresent(it -> secrets.add(value("bearerToken", it, PrometheusAccess.TOKEN_KEY)));
    access
        .authorization()
        .ifPresent(
            it -> secrets.add(value("customAuthValue", it, PrometheusAccess.AUTHORIZATION_KEY)));
    List<Map<String, Object>> configMaps = new ArrayList<>();
    access.caConfigMap().ifPresent(file -> configMaps.add(value("ca", file.name(), file.key())));
    if (needHeaderName()) {
      configMaps.add(value("customAuthHeader", headerName, HEADER_KEY));
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    access.podIdentity().ifPresent(identity -> spec.put("podIdentity", podIdentity(identity)));
    if (!secrets.isEmpty()) {
      spec.put("secretTargetRef", secrets);
    }
    if (!configMaps.isEmpty()) {
      spec.put("configMapTargetRef", configMaps);
    }
    return spec;
  }

  private static Map<String, Object> podIdentity(PodIdentity identity) {
    Map<String, Object> provider = new LinkedHashMap<>();
    provider.put("provider", identity.kedaProvider());
    identity.clientId().ifPresent(id -> provider.put("identityId", id));
    return provider;
  }

  private static Map<String, Object> value(String parameter, String object, String key) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("parameter", parameter);
    value.put("name", object);
    value.put("key", key);
    return value;
  }
}
