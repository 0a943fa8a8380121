package io.github.cdk8sovms.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pods of the server. */
final class Workload {
  private @Nullable Replica[] pods = new @Nullable Replica[16];
  private int created;
  private Replica[] ready = new Replica[16];
  private int readyCount;
  private final List<Replica> existing = new ArrayList<>();

  /** {@code spec.replicas}. */
  int replicas;

  /** Whether a pod has not ended. */
  boolean isKnown(int number) {
    return pods[number] != null;
  }

  /** A pod that has not ended, by its number. */
  Replica pod(int number) {
    Replica pod = pods[number];
    if (pod == null) {
      throw new IllegalStateException("pod " + number + " has ended");
    }
    return pod;
  }

  int nextNumber() {
    return created;
  }

  void add(Replica pod) {
    if (created == pods.length) {
      pods = Arrays.copyOf(pods, 2 * created);
    }
    pods[created++] = pod;
    existing.add(pod);
  }

  void ended(Replica pod) {
    existing.remove(pod);
    pods[pod.number] = null;
  }

  /** All that have not ended, in the order of their creation. */
  List<Replica> existing() {
    return existing;
  }

  int readyCount() {
    return readyCount;
  }

  /** One of those behind the Service. */
  Replica ready(int index) {
    return ready[index];
  }

  void addReady(Replica pod) {
    if (readyCount == ready.length) {
      ready = Arrays.copyOf(ready, 2 * readyCount);
    }
    ready[readyCount++] = pod;
  }

  void removeReady(Replica pod) {
    for (int i = 0; i < readyCount; i++) {
      if (ready[i] == pod) {
        ready[i] = ready[--readyCount];
        return;
      }
    }
  }
}
