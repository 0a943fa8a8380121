package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How callers of an existing Prometheus verify it, say who they are, and what they ask for besides.
 * Secrets and ConfigMaps are in the namespace of the caller; each Secret has one key of a fixed
 * name.
 */
public final class PrometheusAccess {
  /** The key of the authorities' certificates in their Secret. */
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
   * @param name the ConfigMap, in the namespace of the caller
   * @param key the file in it
   */
  public record ConfigMapKey(String name, String key) {
    /** Takes no null. */
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

  /** Nobody is asked who he is, and a certificate must be one that the caller's system trusts. */
  public static PrometheusAccess open() {
    return OPEN;
  }

  /**
   * Verifies the certificate of Prometheus with authorities of one's own.
   *
   * @param secret holds their certificates, in PEM, under {@code ca.crt}
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
   * Sends a bearer token. The adapter reads it once: another token needs new pods.
   *
   * @param secret holds it under {@code token}
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
   * Sends an Authorization header, as for a user name and a password.
   *
   * @param secret holds, under {@code authorization}, the header's value: {@code Basic} and the
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
   * Shows a certificate of one's own. Needs {@link #ca}.
   *
   * @param secret of type {@code kubernetes.io/tls}
   */
  public PrometheusAccess clientCertificate(String secret) {
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, Required.nonNull(secret), extras, podIdentity);
  }

  /**
   * Verifies the certificate of Prometheus with authorities in a ConfigMap, as platforms keep them
   * in every namespace: OpenShift in {@code openshift-service-ca.crt}, under {@code
   * service-ca.crt}.
   *
   * @param name the ConfigMap, in the namespace of the caller
   * @param key under which it holds their certificates, in PEM
   */
  public PrometheusAccess caConfigMap(String name, String key) {
    ConfigMapKey file =
        new ConfigMapKey(Required.nonNull(name, "name"), Required.nonNull(key, "key"));
    return new PrometheusAccess(
        ca, file, bearerToken, authorization, clientCertificate, extras, podIdentity);
  }

  /**
   * Sends a further header with each query, such as {@code X-Scope-OrgID} for a tenant of Mimir. It
   * is no secret: it stands in the manifests. For credentials use {@link #bearerToken} or {@link
   * #authorization}.
   */
  public PrometheusAccess header(String name, String value) {
    QueryExtras more =
        extras.header(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, clientCertificate, more, podIdentity);
  }

  /**
   * Adds a parameter to the URL of each query, such as {@code dedup} for Thanos. Only KEDA and
   * Grafana can; the adapter takes none.
   */
  public PrometheusAccess queryParameter(String name, String value) {
    QueryExtras more =
        extras.parameter(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
    return new PrometheusAccess(
        ca, caConfigMap, bearerToken, authorization, clientCertificate, more, podIdentity);
  }

  /** Proves an identity of a cloud with each query. Only KEDA can; the adapter has none. */
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

  /** The ConfigMap with the authorities. */
  public Optional<ConfigMapKey> caConfigMap() {
    return Optional.ofNullable(caConfigMap);
  }

  /** Further headers, in the order in which they were added. */
  public Map<String, String> headers() {
    return extras.headers();
  }

  /** Further parameters, in the order in which they were added. */
  public Map<String, String> queryParameters() {
    return extras.parameters();
  }

  /** The identity of a cloud. */
  public Optional<PodIdentity> podIdentity() {
    return Optional.ofNullable(podIdentity);
  }

  /** Whether it is said by which authorities. */
  boolean verifies() {
    return ca != null || caConfigMap != null;
  }

  /** Whether the store may know by it whose series are asked for. */
  boolean narrows() {
    return !extras.parameters().isEmpty() || hasCredentials();
  }

  /** Whether queries carry credentials, or headers that may be credentials. */
  boolean hasCredentials() {
    return !extras.headers().isEmpty()
        || bearerToken != null
        || authorization != null
        || clientCertificate != null;
  }

  /** The Secret with the authorities. */
  public Optional<String> ca() {
    return Optional.ofNullable(ca);
  }

  /** The Secret with the bearer token. */
  public Optional<String> bearerToken() {
    return Optional.ofNullable(bearerToken);
  }

  /** The Secret with the Authorization header. */
  public Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  /** The Secret with the client certificate. */
  public Optional<String> clientCertificate() {
    return Optional.ofNullable(clientCertificate);
  }

  void check(Findings findings, String url) {
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
            + " are both sent as the Authorization header, of which a request has one",
        "Keep .bearerToken(..) or .authorization(..).");
    extras.check(findings, "access");
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
        quote(ca) + " and a ConfigMap are both said to hold the authorities, and one is used",
        "Keep .ca(..) or .caConfigMap(..).");
    findings.require(
        podIdentity == null
            || (bearerToken == null && authorization == null && clientCertificate == null),
        FindingCode.CREDENTIALS,
        "access",
        quote(podIdentity == null ? "" : podIdentity.kedaProvider())
            + " is the identity that KEDA proves, instead of a token, a password or a certificate",
        "Keep .podIdentity(..), or leave it out.");
    findings.require(
        clientCertificate == null || verifies(),
        FindingCode.CREDENTIALS,
        "access",
        quote(clientCertificate)
            + " is used by the adapter only together with authorities of one's own",
        "Add .ca(secret).");
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
                        + " in the clear, where everyone on the way can read it",
                    "Write the address with https://."));
    ca().or(this::clientCertificate)
        .or(() -> caConfigMap().map(ConfigMapKey::name))
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.CREDENTIALS,
                    "access",
                    quote(secret) + " is for TLS, and " + quote(url) + " is an address without it",
                    "Write the address with https://, or leave the certificates out."));
  }
}
