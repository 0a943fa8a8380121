package io.github.cdk8sovms.emulator;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The threads that handle HTTP requests, of any kind: one that waits for an inference keeps its
 * thread, so probes and scrapes wait behind it. Since 2025 these are the event loops of the HTTP
 * server, before it was a pool (src/drogon_http_server.cpp); either way the next is served when a
 * thread is free.
 */
final class HttpWorkers {
  private final int size;
  private final Queue<Consumer<Runnable>> waiting = new ArrayDeque<>();
  private int busy;
  private boolean moving;

  HttpWorkers(int size) {
    this.size = size;
  }

  /** Has a thread do something, which frees the thread when it is done. */
  void take(Consumer<Runnable> what) {
    waiting.add(what);
    moveOn();
  }

  /** Once at a time: what is done at once frees its thread here. */
  private void moveOn() {
    if (!moving) {
      moving = true;
      while (busy < size && !waiting.isEmpty()) {
        busy++;
        waiting.remove().accept(this::free);
      }
      moving = false;
    }
  }

  private void free() {
    busy--;
    moveOn();
  }
}
