package io.github.cdk8sovms.cli.doctor;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Queries a Prometheus that this machine can reach. Redirects are not followed. */
final class PrometheusClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final PrometheusUrl target;
  private final HttpClient http;

  PrometheusClient(PrometheusUrl target) {
    this.target = target;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    if (target.isLoopback()) {
      builder.sslContext(ofTunnels());
    }
    this.http = builder.build();
  }

  Answer get(String request, Map<String, String> headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(target.url() + request)).timeout(TIMEOUT);
    headers.forEach(builder::setHeader);
    target.token().ifPresent(token -> builder.setHeader("Authorization", "Bearer " + token));
    try {
      HttpResponse<String> response =
          http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(Answer.TOO_LATE, ConnectionProblem.of(e).describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted");
    }
  }

  /**
   * Returns a context that accepts any certificate: behind a port-forward none can match localhost.
   * The tunnel itself is authenticated by the API server.
   */
  private static SSLContext ofTunnels() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OfTunnels()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Extends this class, because Java verifies host names itself for any other trust manager. */
  private static final class OfTunnels extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
