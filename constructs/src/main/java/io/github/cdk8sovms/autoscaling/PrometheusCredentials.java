package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ResourceType;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How KEDA verifies a Prometheus and says who it is: a TriggerAuthentication, which gives the
 * parameters of a trigger their values from Secrets.
 *
 * @see <a href="https://keda.sh/docs/latest/scalers/prometheus/">Prometheus scaler</a>
 */
record PrometheusCredentials(PrometheusAccess access) {
  static final ResourceType KIND =
      new ResourceType(ScaledObjectSpec.API_VERSION, "TriggerAuthentication");

  /** The key of the header's name, which KEDA takes from an object, too. */
  static final String HEADER_KEY = "header";

  static final String HEADER = "Authorization";

  boolean areNeeded() {
    return !modes().isEmpty();
  }

  /** KEDA takes the name of the header from an object like its value; it is no secret. */
  boolean needHeaderName() {
    return access.authorization().isPresent();
  }

  void check(Findings findings) {
    access
        .ca()
        .filter(secret -> modes().isEmpty())
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.ACCESS,
                    "metrics",
                    quote(secret)
                        + " is used by KEDA only together with a token, a header or a client"
                        + " certificate",
                    "Mount the authorities into KEDA's operator, which trusts those in /custom/ca,"
                        + " and leave .ca(..) out; or say who asks."));
  }

  /** What the trigger is told to use. */
  String authModes() {
    return String.join(",", modes());
  }

  private List<String> modes() {
    List<String> modes = new ArrayList<>();
    access.clientCertificate().ifPresent(secret -> modes.add("tls"));
    access.bearerToken().ifPresent(secret -> modes.add("bearer"));
    access.authorization().ifPresent(secret -> modes.add("custom"));
    return modes;
  }

  /**
   * The specification of the TriggerAuthentication.
   *
   * @param headerName the ConfigMap with the name of the header
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
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("secretTargetRef", secrets);
    if (needHeaderName()) {
      spec.put("configMapTargetRef", List.of(value("customAuthHeader", headerName, HEADER_KEY)));
    }
    return spec;
  }

  private static Map<String, Object> value(String parameter, String object, String key) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("parameter", parameter);
    value.put("name", object);
    value.put("key", key);
    return value;
  }
}
