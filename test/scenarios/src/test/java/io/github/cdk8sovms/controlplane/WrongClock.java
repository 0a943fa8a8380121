package io.github.cdk8sovms.controlplane;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cdk8sovms.cluster.SimulatedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between an adapter and Prometheus, and shifts every time that is asked for: exactly what
 * Prometheus receives from an adapter on a node whose clock is wrong, since an adapter queries the
 * value at its own time. Clocks of real programs here cannot be set apart.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/pkg/custom-provider/provider.go">
 *     prometheus-adapter</a>
 */
public final class WrongClock implements SimulatedProgram {
  private static final Pattern TIME = Pattern.compile("(?<=[?&](?:time|start|end)=)[0-9.]+");
  private static final int PORT = 9090;

  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Supplier<URI> prometheus =
      () -> {
        throw new IllegalStateException("no Prometheus yet");
      };
  private volatile Duration shift = Duration.ZERO;

  @Override
  public String repository() {
    return "wrong-clock";
  }

  /** Whom to ask. */
  public void prometheus(Supplier<URI> address) {
    prometheus = address;
  }

  /** How far the clock is ahead from now on; negative if it is late. */
  public void ahead(Duration time) {
    shift = time;
  }

  @Override
  public Playing start(Start start) {
    ExecutorService executor = Executors.newCachedThreadPool();
    HttpServer server = listen(new InetSocketAddress(start.address(), PORT));
    server.createContext("/", this::pass);
    server.setExecutor(executor);
    server.start();
    return new Playing() {
      @Override
      public boolean heedsSignals() {
        return true;
      }

      @Override
      public void close() {
        server.stop(0);
        executor.shutdownNow();
      }
    };
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(
                      prometheus.get().resolve(shifted(exchange.getRequestURI().toString())))
                  .build(),
              BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String shifted(String query) {
    BigDecimal seconds = BigDecimal.valueOf(shift.toMillis(), 3);
    return TIME.matcher(query)
        .replaceAll(
            time ->
                Matcher.quoteReplacement(
                    new BigDecimal(time.group()).add(seconds).toPlainString()));
  }

  private static HttpServer listen(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
