package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How callers of an existing Prometheus verify it and say who they are. Everything is in Secrets,
 * in the namespace of the caller; each has one key of a fixed name.
 */
public final class PrometheusAccess {
  /** The key of the authorities' certificates in their Secret. */
  public static final String CA_KEY = "ca.crt";

  /** The key of a bearer token in its Secret. */
  public static final String TOKEN_KEY = "token";

  /** The key of an Authorization header in its Secret. */
  public static final String AUTHORIZATION_KEY = "authorization";

  private static final PrometheusAccess OPEN = new PrometheusAccess(null, null, null, null);

  private final @Nullable String ca;
  private final @Nullable String bearerToken;
  private final @Nullable String authorization;
  private final @Nullable String clientCertificate;

  private PrometheusAccess(
      @Nullable String ca,
      @Nullable String bearerToken,
      @Nullable String authorization,
      @Nullable String clientCertificate) {
    this.ca = ca;
    this.bearerToken = bearerToken;
    this.authorization = authorization;
    this.clientCertificate = clientCertificate;
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
    return new PrometheusAccess(secret, bearerToken, authorization, clientCertificate);
  }

  /**
   * Sends a bearer token. The adapter reads it once: another token needs new pods.
   *
   * @param secret holds it under {@code token}
   */
  public PrometheusAccess bearerToken(String secret) {
    return new PrometheusAccess(ca, secret, authorization, clientCertificate);
  }

  /**
   * Sends an Authorization header, as for a user name and a password.
   *
   * @param secret holds, under {@code authorization}, the header's value: {@code Basic} and the
   *     base64 of {@code user:password}
   */
  public PrometheusAccess authorization(String secret) {
    return new PrometheusAccess(ca, bearerToken, secret, clientCertificate);
  }

  /**
   * Shows a certificate of one's own. Needs {@link #ca}.
   *
   * @param secret of type {@code kubernetes.io/tls}
   */
  public PrometheusAccess clientCertificate(String secret) {
    return new PrometheusAccess(ca, bearerToken, authorization, secret);
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
    findings.require(
        clientCertificate == null || ca != null,
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
        .ifPresent(
            secret ->
                findings.add(
                    FindingCode.CREDENTIALS,
                    "access",
                    quote(secret) + " is for TLS, and " + quote(url) + " is an address without it",
                    "Write the address with https://, or leave the certificates out."));
  }
}
