package io.github.cdk8sovms.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cdk8sovms.emulator.Clients.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server's ports: answers over HTTP, and a gRPC port that only accepts connections. */
final class RestServer implements AutoCloseable {
  private final OvmsPod pod;
  private final Timeline timeline;
  private final ExecutorService executor;
  private final Optional<HttpServer> http;
  private final Optional<ServerSocket> grpc;

  private RestServer(
      OvmsPod pod, Timeline timeline, Optional<HttpServer> http, Optional<ServerSocket> grpc) {
    this.pod = pod;
    this.timeline = timeline;
    this.http = http;
    this.grpc = grpc;
    this.executor = Executors.newCachedThreadPool(RestServer::thread);
  }

  static RestServer start(OvmsPod pod, InetAddress address, Timeline timeline) {
    ServerSettings settings = pod.settings();
    Optional<ServerSocket> grpc =
        settings.grpcPort() == 0
            ? Optional.empty()
            : Optional.of(grpcSocket(address, settings.grpcPort()));
    Optional<HttpServer> http = Optional.empty();
    try {
      http =
          settings.restPort() == 0
              ? Optional.empty()
              : Optional.of(httpServer(address, settings.restPort()));
    } catch (StartRefused e) {
      grpc.ifPresent(RestServer::close);
      throw e;
    }
    RestServer server = new RestServer(pod, timeline, http, grpc);
    http.ifPresent(server::serve);
    return server;
  }

  @Override
  public void close() {
    http.ifPresent(each -> each.stop(0));
    executor.shutdownNow();
    grpc.ifPresent(RestServer::close);
  }

  private void serve(HttpServer server) {
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Optional<String> model =
        InferenceCall.model(exchange.getRequestURI()).map(pod.settings().release()::modelName);
    Optional<String> graph =
        GraphCall.pathIn(exchange.getRequestURI().getRawPath(), pod.settings().release());
    if (exchange.getRequestMethod().equals("POST") && model.isPresent()) {
      infer(exchange, model.get());
    } else if (exchange.getRequestMethod().equals("POST") && graph.isPresent()) {
      callGraph(exchange, graph.get());
    } else {
      answer(exchange);
    }
  }

  private void infer(HttpExchange exchange, String model) throws IOException {
    InferenceCall call =
        new InferenceCall(
            exchange.getRequestBody().readAllBytes(),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(InferenceCall.JSON_LENGTH)));
    if (!call.isValid()) {
      send(exchange, RestAnswer.error(400, "Invalid JSON structure"));
      return;
    }
    timeline.run(
        () ->
            pod.receive(
                new Request(
                    model,
                    Protocol.HTTP,
                    success -> {
                      if (!executor.isShutdown()) {
                        executor.execute(
                            () -> send(exchange, RestAnswer.toInference(model, success, pod)));
                      }
                    })));
  }

  private void callGraph(HttpExchange exchange, String path) throws IOException {
    GraphCall call = GraphCall.read(path, exchange.getRequestBody().readAllBytes());
    Optional<String> key = pod.settings().apiKey().map(each -> "Bearer " + each);
    if (key.isPresent()
        && !key.get().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, RestAnswer.error(401, "Unauthorized"));
    } else if (!call.isValid()) {
      send(exchange, RestAnswer.error(400, "Invalid request"));
    } else {
      timeline.run(
          () ->
              pod.receive(
                  new Request(
                      call.model(), Protocol.HTTP, call.isStream(), answer(exchange, call))));
    }
  }

  private Request.Answer answer(HttpExchange exchange, GraphCall call) {
    if (call.isStream()) {
      return new TokenStream(exchange, call, executor);
    }
    return success -> {
      if (!executor.isShutdown()) {
        executor.execute(() -> send(exchange, RestAnswer.toCall(call, success)));
      }
    };
  }

  /**
   * The answer is made once a worker of the simulated server is free; until then no thread waits.
   */
  private void answer(HttpExchange exchange) {
    timeline.run(
        () ->
            pod.onWorker(
                () ->
                    RestAnswer.to(exchange.getRequestMethod(), exchange.getRequestURI(), pod)
                        .filter(answer -> !executor.isShutdown())
                        .ifPresent(answer -> executor.execute(() -> send(exchange, answer)))));
  }

  static void send(HttpExchange exchange, RestAnswer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      out.write(body);
    } catch (IOException e) {
      // The client does not wait any more.
    }
  }

  private static HttpServer httpServer(InetAddress address, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (IOException e) {
      throw busy("REST", address, port);
    }
  }

  private static ServerSocket grpcSocket(InetAddress address, int port) {
    try {
      return new ServerSocket(port, 0, address);
    } catch (IOException e) {
      throw busy("gRPC", address, port);
    }
  }

  private static StartRefused busy(String what, InetAddress address, int port) {
    return new StartRefused(
        StartRefused.FAILURE,
        "Failed to start "
            + what
            + " server at "
            + address.getHostAddress()
            + ":"
            + port
            + " - port is busy");
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable what) {
    Thread thread = new Thread(what, "rest server");
    thread.setDaemon(true);
    return thread;
  }
}
