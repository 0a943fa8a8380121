package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A probe of a container, asked as often as its spec says, and counted as a kubelet does. Each
 * waits for its answer by itself, and no other thread waits for it.
 */
final class Probe {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(unverified())
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final JsonNode spec;
  private final JsonNode container;
  private final String address;
  private Instant next;
  private int failures;
  private int successes;
  private String lastFailure = "";
  private boolean asking;

  /** The state after this number of answers. */
  enum Verdict {
    PASSED,
    FAILED,
    UNKNOWN
  }

  Probe(JsonNode container, String kind, String address, Instant started) {
    this.spec = container.path(kind);
    this.container = container;
    this.address = address;
    this.next = started.plusSeconds(spec.path("initialDelaySeconds").asLong(0));
  }

  /** A container without the probe has passed it. */
  synchronized Verdict verdict() {
    if (spec.isMissingNode() || successes >= spec.path("successThreshold").asInt(1)) {
      return Verdict.PASSED;
    }
    return failures >= spec.path("failureThreshold").asInt(3) ? Verdict.FAILED : Verdict.UNKNOWN;
  }

  synchronized String lastFailure() {
    return lastFailure;
  }

  /** Asks, if it is time to and the last answer has come, or has not come in time. */
  synchronized void askIfDue(Instant now) {
    if (spec.isMissingNode() || asking || now.isBefore(next)) {
      return;
    }
    next = now.plusSeconds(spec.path("periodSeconds").asLong(10));
    asking = true;
    Background.start("probe of " + address, () -> count(ask()));
  }

  private synchronized void count(String failure) {
    asking = false;
    if (failure.isEmpty()) {
      successes++;
      failures = 0;
    } else {
      lastFailure = failure;
      failures++;
      // As many as allowed may fail in a row before the verdict changes.
      if (failures >= spec.path("failureThreshold").asInt(3)) {
        successes = 0;
      }
    }
  }

  private String ask() {
    Duration timeout = Duration.ofSeconds(spec.path("timeoutSeconds").asLong(1));
    if (spec.has("httpGet")) {
      return askHttp(timeout);
    }
    if (spec.has("tcpSocket")) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(address, port(spec.at("/tcpSocket/port"))),
            (int) timeout.toMillis());
        return "";
      } catch (IOException e) {
        return e.toString();
      }
    }
    if (spec.has("exec")) {
      return new ProbeCommand(container, address).run(spec.at("/exec/command"), timeout);
    }
    throw new UnsupportedOperationException("probe " + spec);
  }

  private String askHttp(Duration timeout) {
    JsonNode get = spec.path("httpGet");
    URI uri =
        URI.create(
            "%s://%s:%d%s"
                .formatted(
                    get.path("scheme").asText("HTTP").toLowerCase(java.util.Locale.ROOT),
                    address,
                    port(get.path("port")),
                    get.path("path").asText("/")));
    try {
      int status =
          HTTP.send(HttpRequest.newBuilder(uri).timeout(timeout).build(), BodyHandlers.discarding())
              .statusCode();
      return status >= 200 && status < 400 ? "" : uri + " answered " + status;
    } catch (IOException e) {
      return uri + ": " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private int port(JsonNode port) {
    if (port.isInt()) {
      return port.asInt();
    }
    for (JsonNode each : container.path("ports")) {
      if (each.path("name").equals(port)) {
        return each.path("containerPort").asInt();
      }
    }
    throw new IllegalArgumentException("no port " + port + " in " + container.path("name"));
  }

  /** A kubelet does not verify certificates either. */
  private static SSLContext unverified() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
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
