package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Prometheus runs, knows the pods, and gets an answer from them. */
record PodsScraped() implements Hop {
  @Override
  public String name() {
    return "scraped";
  }

  @Override
  public HopResult look(Surroundings surroundings, Consumer<Oddity> oddities) {
    Prometheus prometheus = surroundings.prometheus();
    Answer answer = prometheus.targets();
    if (!Prometheus.isResult(answer)) {
      return withoutList(surroundings, prometheus, answer);
    }
    List<Pod> pods = surroundings.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no pod to scrape");
    }
    PodTargets targets = PodTargets.of(Prometheus.activeTargets(answer), pods);
    if (targets.up() > 0) {
      if (targets.up() < pods.size()) {
        oddities.accept(
            new Oddity(
                "not-all-scraped",
                "Prometheus has an answer from %d of %d pods".formatted(targets.up(), pods.size()),
                "New pods are scraped within an interval or two. If it stays so, look at its targets."));
      }
      return HopResult.passed(
          "%d of %d up in %s".formatted(targets.up(), pods.size(), prometheus.where()));
    }
    if (!targets.failing().isEmpty()) {
      return ScrapeFailure.of(surroundings, targets.failing().get(0));
    }
    if (targets.isWaiting()) {
      return new HopResult.NotSeen(
          prometheus.where() + " knows the pods, and has not scraped them yet");
    }
    return unknownPods(surroundings, prometheus, Prometheus.activeTargets(answer));
  }

  /** A store may have no such list, may be away, or may not let itself be asked. */
  private static HopResult withoutList(
      Surroundings surroundings, Prometheus prometheus, Answer answer) {
    if (prometheus.way() instanceof PrometheusWay.ThroughApiServer way && prometheus.certain()) {
      Optional<HopResult> down = new PrometheusDown(surroundings.cluster(), way.address()).look();
      if (down.isPresent()) {
        return down.get();
      }
    }
    boolean ofStore =
        !answer.isOfApiServer() && StoreProblem.of(answer) == StoreProblem.NO_SUCH_PATH;
    if (ofStore) {
      throw new UnseenException(
          "%s has no list of targets (HTTP %d), like stores that are written to; whether something scrapes the pods is seen by their series"
              .formatted(prometheus.where(), answer.status()));
    }
    throw prometheus.unseen(answer);
  }

  /** Others may scrape them and write to it, so their series decide. */
  private static HopResult unknownPods(
      Surroundings surroundings, Prometheus prometheus, List<JsonNode> targets) {
    String count =
        targets.isEmpty()
            ? prometheus.where() + " scrapes nothing itself"
            : prometheus.where() + " does not scrape the pods itself";
    Optional<String> sample = SeriesOfPods.any(surroundings, prometheus);
    if (sample.isPresent()) {
      return new HopResult.NotSeen(
          count + ", and has " + sample.get() + " of them: something else scrapes them");
    }
    Optional<String> tooEarly = surroundings.whyTooEarly();
    if (tooEarly.isPresent()) {
      return new HopResult.NotSeen(tooEarly.get());
    }
    if (!prometheus.certain() && prometheus.way() instanceof PrometheusWay.ThroughApiServer) {
      return new HopResult.NotSeen(
          count + ", and may not be the one that is asked; say which with --prometheus");
    }
    Optional<String> shards = ShardedPrometheus.why(surroundings.cluster(), prometheus);
    if (shards.isPresent()) {
      return new HopResult.NotSeen(shards.get());
    }
    return HopResult.broken(
        Diagnosis.NOT_SCRAPED,
        evidence(surroundings, prometheus, targets),
        actions(surroundings, targets));
  }

  private static String evidence(
      Surroundings surroundings, Prometheus prometheus, List<JsonNode> targets) {
    String target = surroundings.autoscaler().targetName();
    if (targets.isEmpty()) {
      return "%s has no targets, and no series of a pod of %s"
          .formatted(prometheus.where(), target);
    }
    TreeSet<String> jobs = new TreeSet<>();
    targets.forEach(each -> jobs.add(each.path("scrapePool").asText()));
    return "%s has %s, of %s; none is a pod of %s"
        .formatted(
            prometheus.where(),
            Count.of(targets.size(), "target"),
            "jobs " + String.join(", ", jobs),
            target);
  }

  private static String[] actions(Surroundings surroundings, List<JsonNode> targets) {
    List<String> actions = new ArrayList<>();
    if (targets.isEmpty()) {
      actions.add(
          "If it is written to: look at the targets of what writes, such as an agent or a collector.");
      actions.add(PodPolicies.action(surroundings, surroundings.readyPods()));
    }
    actions.add(
        "If an operator writes its configuration: the labels of the PodMonitor or ServiceMonitor"
            + " must be those that the Prometheus selects, and its port a name that the pods have.");
    actions.add(
        "If not: compare namespaces and labels in its scrape_configs with those of the pods.");
    actions.add(
        "Its log says \"forbidden\" if it may not list pods there: it needs a Role in namespace "
            + surroundings.autoscaler().namespace());
    return actions.toArray(String[]::new);
  }
}
