package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.planning.Replica.Stage;
import java.util.Comparator;
import java.util.SplittableRandom;

/** Creates and deletes pods, as the controllers of a Deployment and the kubelet do. */
final class Lifecycle {
  /** After SIGTERM: the deadline of OVMS' shutdown, src/grpcservermodule.cpp. */
  private static final double SHUTDOWN_SECONDS = 5;

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private final World world;
  private final Workload workload;
  private final Scraper scraper;
  private final Balancer balancer;
  private final boolean withBuckets;
  private final double drain;
  private final double[] stageSeconds = new double[Stage.READY.ordinal()];
  private final String prefix;

  Lifecycle(
      World world, Workload workload, Scraper scraper, Balancer balancer, boolean withBuckets) {
    this.world = world;
    this.workload = workload;
    this.scraper = scraper;
    this.balancer = balancer;
    this.withBuckets = withBuckets;
    ServerSpec server = world.spec.server();
    this.drain = Require.seconds(server.drain());
    StartDurations start = server.start();
    stageSeconds[Stage.SCHEDULING.ordinal()] = Require.seconds(start.schedule());
    stageSeconds[Stage.PULLING.ordinal()] = Require.seconds(start.image());
    stageSeconds[Stage.FETCHING.ordinal()] = Require.seconds(start.fetch());
    stageSeconds[Stage.LOADING.ordinal()] = Require.seconds(start.load());
    stageSeconds[Stage.WARMING.ordinal()] = Require.seconds(start.warmUp().plus(start.probe()));
    this.prefix = server.workload() + "-" + letters(10, 1) + "-";
  }

  /** Pods that are there, and ready, when the run starts. */
  void startWith(int count) {
    workload.replicas = count;
    for (int i = 0; i < count; i++) {
      Replica pod = create();
      pod.stage = Stage.READY;
      scraper.appeared(pod);
      becomeReady(pod);
    }
  }

  void scaleTo(int replicas) {
    workload.replicas = replicas;
    int active = 0;
    for (Replica pod : workload.existing()) {
      active += pod.terminating ? 0 : 1;
    }
    for (; active < replicas; active++) {
      goOn(create());
    }
    for (; active > replicas; active--) {
      delete(victim());
    }
  }

  /** A stage of a pod is over. */
  void stageOver(int number) {
    if (workload.isKnown(number) && !workload.pod(number).terminating) {
      Replica pod = workload.pod(number);
      enterNext(pod);
      goOn(pod);
    }
  }

  /** The drain of a pod is over: its server gets SIGTERM. */
  void terminate(int number) {
    Replica pod = workload.pod(number);
    pod.stopped = true;
    balancer.stopped(pod);
    if (pod.isIdle()) {
      end(pod);
    } else {
      world.in(SHUTDOWN_SECONDS, Events.Kind.KILL, number);
    }
  }

  /** Requests that a pod still has after its shutdown are lost. */
  void kill(int number) {
    if (!workload.isKnown(number)) {
      return;
    }
    Replica pod = workload.pod(number);
    Requests requests = world.requests;
    for (int slot = 0; slot < requests.bound(); slot++) {
      if (requests.pod[slot] == number) {
        lose(slot, pod);
      }
    }
    end(pod);
  }

  /** A request of a stopped pod has been answered. */
  void endIfIdle(Replica pod) {
    if (pod.stopped && !pod.ended && pod.isIdle()) {
      end(pod);
    }
  }

  /** An inference that is executed still has an event, which then frees the slot. */
  private void lose(int slot, Replica pod) {
    Requests requests = world.requests;
    if (requests.servable[slot] == Requests.SCRAPE) {
      scraper.lost(pod, slot);
    } else if (requests.isExecuted(slot)) {
      requests.pod[slot] = Requests.LOST;
      world.ledger.lost(world.now);
    } else {
      world.refused(slot);
    }
  }

  private Replica create() {
    int number = workload.nextNumber();
    Replica pod = new Replica(world, number, prefix + letters(5, number), withBuckets);
    workload.add(pod);
    return pod;
  }

  /** Enters stages until one takes time. */
  private void goOn(Replica pod) {
    while (pod.stage != Stage.READY) {
      double seconds = stageSeconds[pod.stage.ordinal()];
      if (seconds > 0) {
        world.in(seconds, Events.Kind.STAGE, pod.number);
        return;
      }
      enterNext(pod);
    }
  }

  private void enterNext(Replica pod) {
    pod.stage = pod.stage.next();
    if (pod.stage == Stage.PULLING) {
      scraper.appeared(pod);
    } else if (pod.stage == Stage.READY) {
      becomeReady(pod);
    }
  }

  private void becomeReady(Replica pod) {
    pod.readySince = world.now;
    workload.addReady(pod);
    balancer.added(pod);
  }

  private void delete(Replica pod) {
    pod.terminating = true;
    if (pod.stage == Stage.READY) {
      workload.removeReady(pod);
      balancer.removed(pod);
    }
    boolean runs = pod.stage.isAtLeast(Stage.FETCHING);
    world.in(runs ? drain : 0, Events.Kind.TERMINATE, pod.number);
  }

  private void end(Replica pod) {
    pod.ended = true;
    workload.ended(pod);
    world.ledger.podEnded(world.now, pod.created);
    scraper.disappeared(pod);
  }

  /**
   * The pod that a ReplicaSet deletes first: one that does not run, then one that is not ready,
   * then the youngest by powers of two of its age, then any. Nodes are not known.
   *
   * <p>Source: ActivePodsWithRanks in pkg/controller/controller_utils.go of Kubernetes.
   */
  private Replica victim() {
    return workload.existing().stream()
        .filter(pod -> !pod.terminating)
        .min(
            Comparator.comparing((Replica pod) -> pod.stage.isAtLeast(Stage.FETCHING))
                .thenComparing(pod -> pod.stage == Stage.READY)
                .thenComparingInt(this::rank)
                .thenComparingLong(pod -> pod.lot))
        .orElseThrow();
  }

  private int rank(Replica pod) {
    double age = world.now - (pod.stage == Stage.READY ? pod.readySince : pod.created);
    return age < 1e-9 ? -1 : Math.getExponent(age * 1e9);
  }

  /** The same for the same number, as in the names that Kubernetes makes. */
  private static String letters(int length, int number) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }
}
