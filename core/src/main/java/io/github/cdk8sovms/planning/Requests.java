package io.github.cdk8sovms.planning;

import java.util.Arrays;

/** All requests that are somewhere between sending and answer: a slot each, in arrays. */
final class Requests {
  static final int NONE = -1;

  /** As {@link #servable}: a scrape, which waits for an HTTP worker as requests do. */
  static final int SCRAPE = -1;

  /** As {@link #pod}: it ended while the request was executed. */
  static final int LOST = -2;

  /** More open requests are refused, so that memory is bounded whatever the overload. */
  static final int MOST = 1 << 20;

  private static final double NEVER = -1;
  private static final double FREE = -1;

  double[] sent = new double[256];
  double[] received = new double[256];
  double[] held = new double[256];
  double[] started = new double[256];
  int[] pod = new int[256];
  int[] servable = new int[256];
  int[] connection = new int[256];
  int[] transport = new int[256];
  byte[] cause = new byte[256];

  /** The next in a queue, or the next free slot. */
  int[] next = new int[256];

  private int used;
  private int free = NONE;

  /** A slot for a request, or {@link #NONE} if there are too many. */
  int take(double now, int ofServable) {
    int slot = free;
    if (slot != NONE) {
      free = next[slot];
    } else if (used == MOST) {
      return NONE;
    } else {
      if (used == sent.length) {
        grow();
      }
      slot = used++;
    }
    sent[slot] = now;
    started[slot] = NEVER;
    pod[slot] = NONE;
    servable[slot] = ofServable;
    return slot;
  }

  void release(int slot) {
    sent[slot] = FREE;
    pod[slot] = NONE;
    next[slot] = free;
    free = slot;
  }

  boolean isExecuted(int slot) {
    return started[slot] != NEVER;
  }

  /** Whether a slot is of a request that is sent and has no answer. */
  boolean isOpen(int slot) {
    return sent[slot] != FREE && servable[slot] != SCRAPE && pod[slot] != LOST;
  }

  /** Slots in use are below this. */
  int bound() {
    return used;
  }

  private void grow() {
    int size = 2 * used;
    sent = Arrays.copyOf(sent, size);
    received = Arrays.copyOf(received, size);
    held = Arrays.copyOf(held, size);
    started = Arrays.copyOf(started, size);
    pod = Arrays.copyOf(pod, size);
    servable = Arrays.copyOf(servable, size);
    connection = Arrays.copyOf(connection, size);
    transport = Arrays.copyOf(transport, size);
    cause = Arrays.copyOf(cause, size);
    next = Arrays.copyOf(next, size);
  }
}
