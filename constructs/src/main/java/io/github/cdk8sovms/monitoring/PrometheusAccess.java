package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How clients of an existing Prometheus verify it and authenticate, and what they add to queries.
 * Secrets and ConfigMaps are in the namespace of the client; each Secret has one key with a fixed
 * name.
 *
 * <pre>{@code
 * PrometheusAccess.open().bearerToken("prometheus-token").ca("prometheus-ca")
 * }</pre>
 */
public final class PrometheusAccess {
  /** The key of the CA certificates in their Secret. */
  public static final String CA_KEY = "ca.crt";

  /** The key of a bearer token in its Secret. */
  public static final String TOKEN_KEY = "token";

  /** The key of an Authorization header in its Secret. */
  public static final String AUTHORIZATION_KEY = "authorization";

  private static final PrometheusAccess OPEN =
      new PrometheusAccess(null, null, null, null, null, QueryExtras.NONE, null);

  private final @Nullable String ca;
  private final @Nullable ConfigMapKey caConfigMap;
  private final @Nullable String bearerToken;
  private final @Nullable String authorization;
  private final @Nullable String clientCertificate;
  private final QueryExtras extras;
  private final @Nullable PodIdentity podIdentity;

  /**
   * A file in a ConfigMap.
   *
   * @param name the ConfigMap, in the namespace of the client
   * @param key the file in it
   */
  public record ConfigMapKey(String name, String key) {
    /** Requires non-null values. */
    public ConfigMapKey {
      Required.nonNull(name, "name");
      Required.nonNull(key, "key");
    }
  }

  private PrometheusAccess(
      @Nullable String ca,
      @Nullable ConfigMapKey caConfigMap,
      @Nullable String bearerToken,
      @Nullable String authorization,
      @Nullable String clientCertificate,
      QueryExtras extras,
      @Nullable PodIdentity podIdentity) {
    this.ca = ca;
    this.caConfigMap = caConfigMap;
    this.bearerToken = bearerToken;
    this.authorization = authorization;
    this.clientCertificate = clientCertificate;
    this.extras = extras;
    this.podIdentity = podIdentity;
  }

  /**
   * Returns access without authentication. A TLS certificate must be signed by a CA that the client
   * trusts by default.
   */
  public static PrometheusAccess open() {
    return OPEN;
  }

  /**
   * Verifies the certificate of Prometheus with a private CA.
   *
   * @param secret contains the CA certificates, in PEM, under {@code ca.crt}
   */
  public PrometheusAccess ca(String secret) {
    return new PrometheusAccess(
        Required.nonNull(secret),
        caConfigMap,
        bearerToken,
        authorization,
        clientCertificate,
        extras,
        podIdentity);
  }

  /**
   * Sends a bearer token. The adapter reads it once: a changed token needs new pods.
   *
   * @param secret contains it under {@code token}
   */
  public PrometheusAccess bearerToken(String secret) {
    return new PrometheusAccess(
        ca,
        caConfigMap,
        Required.nonNull(secret),
        authorization,
        clientCertificate,
        extras,
        podIdentity);
  }

  /**
   * Sends an Authorization header, for example for a user name and a password.
   *
   * @param secret contains, under {@code authorization}, the header's value: {@code Basic} and the
   *     base64 of {@code user:password}
   */
  public PrometheusAccess authorization(String secret) {
    return new PrometheusAccess(
        ca,
        caConfigMap,
        bearerToken,
        Required.nonNull(secret),
        clientCertificate,
        extras,
        podIdentity);
  }

  /**
   * Sends a client certificate. Requires {@link #ca}.
   *
   * @param secret of type {@code kubernetes.io/tls}
   */
  public PrometheusAccess clientCertificate(String secret) {
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, Required.nonNull(secret), extras, podIdentity);
  }

  /**
   * Verifies the certificate of Prometheus with a CA in a ConfigMap, which platforms create in
   * every namespace: on OpenShift {@code openshift-service-ca.crt}, with the key {@code
   * service-ca.crt}.
   *
   * @param name the ConfigMap, in the namespace of the client
   * @param key the key of the CA certificates, in PEM
   */
  public PrometheusAccess caConfigMap(String name, String key) {
    ConfigMapKey file =
        new ConfigMapKey(Required.nonNull(name, "name"), Required.nonNull(key, "key"));
    return new PrometheusAccess(
        ca, file, bearerToken, authorization, clientCertificate, extras, podIdentity);
  }

  /**
   * Sends an additional header with each query, such as {@code X-Scope-OrgID} for a tenant of
   * Mimir. It is not secret: the manifests contain it. For credentials use {@link #bearerToken} or
   * {@link #authorization}; a name of credentials, such as {@code X-Api-Key}, is warned of
   * (OVMS154).
   */
  public PrometheusAccess header(String name, String value) {
    QueryExtras more =
        extras.header(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, clientCertificate, more, podIdentity);
  }

  /**
   * Adds a parameter to the URL of each query, such as {@code dedup} for Thanos. Only KEDA and
   * Grafana support it; the adapter does not.
   */
  public PrometheusAccess queryParameter(String name, String value) {
    QueryExtras more =
        extras.parameter(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, clientCertificate, more, podIdentity);
  }

  /** Authenticates queries with a cloud identity. Only KEDA supports it; the adapter does not. */
  public PrometheusAccess podIdentity(PodIdentity identity) {
    return new PrometheusAccess(
        ca,
        caConfigMap,
        bearerToken,
        authorization,
        clientCertificate,
        extras,
        Required.nonNull(identity));
  }

  /** Returns the ConfigMap with the CA. */
  public Optional<ConfigMapKey> caConfigMap() {
    return Optional.ofNullable(caConfigMap);
  }

  /** Returns the additional headers, in the order in which they were added. */
  public Map<String, String> headers() {
    return extras.headers();
  }

  /** Returns the additional parameters, in the order in which they were added. */
  public Map<String, String> queryParameters() {
    return extras.parameters();
  }

  /** Returns the cloud identity. */
  public Optional<PodIdentity> podIdentity() {
    return Optional.ofNullable(podIdentity);
  }

  /** Returns whether a CA is configured. */
  boolean hasCa() {
    return ca != null || caConfigMap != null;
  }

  /** Returns whether headers, parameters or credentials may select a tenant of the store. */
  boolean maySelectTenant() {
    return !extras.parameters().isEmpty() || hasCredentials();
  }

  /** Returns whether queries have credentials, or headers that may be credentials. */
  boolean hasCredentials() {
    return !extras.headers().isEmpty()
        || bearerToken != null
        || authorization != null
        || clientCertificate != null;
  }

  /** Returns the Secret with the CA. */
  public Optional<String> ca() {
    return Optional.ofNullable(ca);
  }

  /** Returns the Secret with the bearer token. */
  public Optional<String> bearerToken() {
    return Optional.ofNullable(bearerToken);
  }

  /** Returns the Secret with the Authorization header. */
  public Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  /** Returns the Secret with the client certificate. */
  public Optional<String> clientCertificate() {
    return Optional.ofNullable(clientCertificate);
  }

  void check(Findings findings) {
    Stream.of(ca(), bearerToken(), authorization(), clientCertificate())
        .flatMap(Optional::stream)
        .forEach(secret -> Names.checkReference(findings, "access", secret));
    findings.require(
        bearerToken == null || authorization == null,
        FindingCode.CREDENTIALS,
        "access",
        quote(bearerToken)
            + " and "
            + quote(authorization)
            + " are both sent as the Authorization header, and a request can have only one",
        "Keep .bearerToken(..) or .authorization(..).");
    extras.check(findings, "access", ".bearerToken(..) or .authorization(..)");
    podIdentity().ifPresent(identity -> identity.check(findings, "access.podIdentity"));
    caConfigMap()
        .ifPresent(
            file -> {
              Names.checkReference(findings, "access", file.name());
              Names.checkKey(findings, "access", file.key());
            });
    findings.require(
        ca == null || caConfigMap == null,
        FindingCode.CREDENTIALS,
        "access",
        quote(ca) + " and a ConfigMap are both configured as the CA, and only one is used",
        "Keep .ca(..) or .caConfigMap(..).");
    findings.require(
        podIdentity == null
            || (bearerToken == null && authorization == null && clientCertificate == null),
        FindingCode.CREDENTIALS,
        "access",
        quote(podIdentity == null ? "" : podIdentity.kedaProvider())
            + " is a pod identity of KEDA, which replaces a token, a password or a certificate",
        "Keep .podIdentity(..), or leave it out.");
    findings.require(
        clientCertificate == null || hasCa(),
        FindingCode.CREDENTIALS,
        "access",
        quote(clientCertificate) + " is used by the adapter only together with a private CA",
        "Add .ca(secret).");
  }

  /** Checks it for the address of Prometheus. */
  void checkFor(String url, Findings findings) {
    if (url.startsWith("http:")) {
      checkWithoutTls(findings, url);
    }
  }

  private void checkWithoutTls(Findings findings, String url) {
    bearerToken()
        .or(this::authorization)
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.PLAIN_HTTP_CREDENTIALS,
                    "access",
                    quote(secret)
                        + " is sent to "
                        + quote(url)
                        + " without encryption, so it can be read in transit",
                    "Use an address with https://."));
    ca().or(this::clientCertificate)
        .or(() -> caConfigMap().map(ConfigMapKey::name))
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.CREDENTIALS,
                    "access",
                    quote(secret) + " is for TLS, and " + quote(url) + " does not use TLS",
                    "Use an address with https://, or leave the certificates out."));
  }
}
