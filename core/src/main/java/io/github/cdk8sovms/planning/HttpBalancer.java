package io.github.cdk8sovms.planning;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/** Each request goes to any ready pod with a free connection; else it waits for one. */
final class HttpBalancer implements Balancer {
  private final World world;
  private final ObjIntConsumer<Replica> scrapeAnswered;
  private final int connections;
  private final Fifo waiting;

  /** Pods with a free connection; each stores its place here. */
  private Replica[] free = new Replica[16];

  private int frees;
  private int endpoints;

  HttpBalancer(World world, ObjIntConsumer<Replica> scrapeAnswered, Clients.Http clients) {
    this.world = world;
    this.scrapeAnswered = scrapeAnswered;
    this.connections = clients.connectionsPerPod();
    this.waiting = new Fifo(world.requests);
  }

  @Override
  public void send(int slot) {
    if (frees > 0) {
      send(slot, free[frees == 1 ? 0 : world.choices.nextInt(frees)]);
    } else if (endpoints > 0) {
      waiting.add(slot);
    } else {
      world.refused(slot);
    }
  }

  @Override
  public void executed(int slot, Replica pod) {
    pod.finishHttp(slot, scrapeAnswered);
    pod.connections--;
    if (pod.terminating) {
      return;
    }
    if (!waiting.isEmpty()) {
      send(waiting.remove(), pod);
    } else if (pod.place == Requests.NONE) {
      free(pod);
    }
  }

  @Override
  public void added(Replica pod) {
    endpoints++;
    free(pod);
    while (!waiting.isEmpty() && pod.place != Requests.NONE) {
      send(waiting.remove(), pod);
    }
  }

  @Override
  public void removed(Replica pod) {
    endpoints--;
    if (pod.place != Requests.NONE) {
      full(pod);
    }
    while (endpoints == 0 && !waiting.isEmpty()) {
      world.refused(waiting.remove());
    }
  }

  /** It has been removed long before, with its deletion. */
  @Override
  public void stopped(Replica pod) {}

  private void send(int slot, Replica pod) {
    pod.connections++;
    if (pod.connections == connections && pod.place != Requests.NONE) {
      full(pod);
    }
    pod.receiveHttp(slot);
  }

  private void free(Replica pod) {
    if (frees == free.length) {
      free = Arrays.copyOf(free, 2 * frees);
    }
    pod.place = frees;
    free[frees++] = pod;
  }

  /** The last one takes its place. */
  private void full(Replica pod) {
    Replica last = free[--frees];
    free[pod.place] = last;
    last.place = pod.place;
    pod.place = Requests.NONE;
  }
}
