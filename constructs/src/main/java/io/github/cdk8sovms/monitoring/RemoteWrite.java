package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that a Prometheus sends its samples to, such as Mimir, Thanos or VictoriaMetrics. Secrets
 * are in the namespace of Prometheus.
 *
 * <pre>{@code
 * PrometheusStack.Builder.create(chart, "prometheus")
 *     .externalLabel("cluster", "prod")
 *     .remoteWrite(
 *         RemoteWrite.to("https://mimir.example.com/api/v1/push")
 *             .header("X-Scope-OrgID", "team-a")
 *             .basicAuth("mimir"));
 * }</pre>
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#remote_write">remote_write</a>
 */
public final class RemoteWrite {
  private static final String OPTION = "remoteWrite";

  private final String url;
  private final QueryExtras extras;
  private final @Nullable String bearerToken;
  private final @Nullable String basicAuth;

  private RemoteWrite(
      String url, QueryExtras extras, @Nullable String bearerToken, @Nullable String basicAuth) {
    this.url = url;
    this.extras = extras;
    this.bearerToken = bearerToken;
    this.basicAuth = basicAuth;
  }

  /**
   * Sends samples to this URL.
   *
   * @param url the whole address, such as {@code "https://mimir.example.com/api/v1/push"}
   */
  public static RemoteWrite to(String url) {
    return new RemoteWrite(Required.nonNull(url), QueryExtras.NONE, null, null);
  }

  /**
   * Sends a header, such as {@code X-Scope-OrgID}. It is not secret: the manifests contain it. A
   * name of credentials, such as {@code X-Api-Key}, is warned of (OVMS154).
   */
  public RemoteWrite header(String name, String value) {
    QueryExtras more =
        extras.header(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return new RemoteWrite(url, more, bearerToken, basicAuth);
  }

  /**
   * Sends a bearer token, which Prometheus reads again when it changes.
   *
   * @param secret contains it under {@code token}
   */
  public RemoteWrite bearerToken(String secret) {
    return new RemoteWrite(url, extras, Required.nonNull(secret), basicAuth);
  }

  /**
   * Sends a user name and a password.
   *
   * @param secret contains them under {@code username} and {@code password}, as Secrets of the type
   *     {@code kubernetes.io/basic-auth} do
   */
  public RemoteWrite basicAuth(String secret) {
    return new RemoteWrite(url, extras, bearerToken, Required.nonNull(secret));
  }

  void check(Findings findings) {
    Urls.checkHttp(findings, OPTION, url, "https://mimir.example.com/api/v1/push");
    secret().ifPresent(name -> Names.checkReference(findings, OPTION, name));
    extras.check(findings, OPTION, ".bearerToken(..) or .basicAuth(..)");
    findings.require(
        bearerToken == null || basicAuth == null,
        FindingCode.CONTRADICTION,
        OPTION,
        quote(bearerToken) + " and " + quote(basicAuth) + " are both for the Authorization header",
        "Keep .bearerToken(..) or .basicAuth(..).");
    secret()
        .filter(name -> url.startsWith("http:"))
        .ifPresent(
            name ->
                findings.add(
                    FindingCode.PLAIN_HTTP_CREDENTIALS,
                    OPTION,
                    quote(name)
                        + " is sent to "
                        + quote(url)
                        + " without encryption, so it can be read in transit",
                    "Use an address with https://."));
  }

  /** Returns the Secret with the credentials. */
  Optional<String> secret() {
    return Optional.ofNullable(bearerToken == null ? basicAuth : bearerToken);
  }

  Traffic traffic() {
    return Traffic.to(URI.create(url));
  }

  /**
   * Returns the entry in prometheus.yml.
   *
   * @param directory in which the Secret is mounted
   */
  Map<String, Object> toConfig(String directory) {
    Map<String, Object> config = start();
    if (bearerToken != null) {
      config.put("authorization", Map.of("credentials_file", directory + "/token"));
    } else if (basicAuth != null) {
      Map<String, Object> files = new LinkedHashMap<>();
      files.put("username_file", directory + "/username");
      files.put("password_file", directory + "/password");
      config.put("basic_auth", files);
    }
    return config;
  }

  /** Returns the entry in a Prometheus object of the operator. */
  Map<String, Object> toSpec() {
    Map<String, Object> spec = start();
    if (bearerToken != null) {
      spec.put("authorization", Map.of("credentials", key(bearerToken, "token")));
    } else if (basicAuth != null) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("username", key(basicAuth, "username"));
      keys.put("password", key(basicAuth, "password"));
      spec.put("basicAuth", keys);
    }
    return spec;
  }

  private Map<String, Object> start() {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("url", url);
    if (!extras.headers().isEmpty()) {
      entry.put("headers", extras.headers());
    }
    return entry;
  }

  private static Map<String, Object> key(String secret, String key) {
    Map<String, Object> selector = new LinkedHashMap<>();
    selector.put("name", secret);
    selector.put("key", key);
    return selector;
  }
}
