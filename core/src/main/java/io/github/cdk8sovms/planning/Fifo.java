package io.github.cdk8sovms.planning;

/** A queue of requests, linked through their slots. A request is in one queue at a time. */
final class Fifo {
  private final Requests requests;
  private int first = Requests.NONE;
  private int last = Requests.NONE;
  private int size;

  Fifo(Requests requests) {
    this.requests = requests;
  }

  boolean isEmpty() {
    return first == Requests.NONE;
  }

  int size() {
    return size;
  }

  void add(int slot) {
    requests.next[slot] = Requests.NONE;
    if (first == Requests.NONE) {
      first = slot;
    } else {
      requests.next[last] = slot;
    }
    last = slot;
    size++;
  }

  int remove() {
    int slot = first;
    first = requests.next[slot];
    size--;
    return slot;
  }
}
