package io.github.cdk8sovms.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An answer that comes as server-sent events: one with the first token, and one with the others at
 * the end.
 */
final class TokenStream implements Request.Answer {
  private enum Event {
    BEGUN,
    COMPLETE,
    FAILED
  }

  private final HttpExchange exchange;
  private final GraphCall call;
  private final ExecutorService executor;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private boolean isWritten;

  TokenStream(HttpExchange exchange, GraphCall call, ExecutorService executor) {
    this.exchange = exchange;
    this.call = call;
    this.executor = executor;
  }

  @Override
  public void begun() {
    add(Event.BEGUN);
  }

  @Override
  public void arrived(boolean success) {
    add(success ? Event.COMPLETE : Event.FAILED);
  }

  /** One thread writes all events, in their order. */
  private synchronized void add(Event event) {
    events.add(event);
    if (!isWritten && !executor.isShutdown()) {
      isWritten = true;
      executor.execute(this::write);
    }
  }

  private void write() {
    try {
      Event event = events.take();
      if (event == Event.FAILED) {
        RestServer.send(exchange, RestAnswer.toCall(call, false));
        return;
      }
      try (exchange) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        if (event == Event.BEGUN) {
          data(call.delta("first "));
          event = events.take();
        }
        data(call.delta(event == Event.COMPLETE ? "others" : ""));
        data("[DONE]");
      }
    } catch (IOException e) {
      // The client has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void data(String text) throws IOException {
    exchange.getResponseBody().write(("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }
}
