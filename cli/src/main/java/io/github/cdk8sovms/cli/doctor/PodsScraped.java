package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Checks that Prometheus runs, has targets for the pods, and scrapes them. */
record PodsScraped() implements Hop {
  @Override
  public String name() {
    return "scraped";
  }

  @Override
  public HopResult check(HopContext context, Consumer<Note> notes) {
    Prometheus prometheus = context.prometheus();
    Answer answer = prometheus.targets();
    if (!Prometheus.isResult(answer)) {
      return withoutList(context, prometheus, answer);
    }
    List<Pod> pods = context.readyPods();
    if (pods.isEmpty()) {
      return new HopResult.NotSeen("there is no ready pod");
    }
    PodTargets targets = PodTargets.of(Prometheus.activeTargets(answer), pods);
    if (targets.up() > 0) {
      if (targets.up() < pods.size()) {
        notes.accept(
            new Note(
                "not-all-scraped",
                "Prometheus scrapes %d of %d pods".formatted(targets.up(), pods.size()),
                "New pods are scraped within two intervals. If this persists, check its targets."));
      }
      return HopResult.passed(
          "%d of %d up in %s".formatted(targets.up(), pods.size(), prometheus.where()));
    }
    if (!targets.failing().isEmpty()) {
      return ScrapeFailure.of(context, targets.failing().get(0));
    }
    if (targets.isWaiting()) {
      return new HopResult.NotSeen(
          prometheus.where() + " has targets for the pods, but has not scraped them yet");
    }
    return unknownPods(context, prometheus, Prometheus.activeTargets(answer));
  }

  /** Handles a failed request: a store may have no targets API, be down, or deny access. */
  private static HopResult withoutList(HopContext context, Prometheus prometheus, Answer answer) {
    if (prometheus.route() instanceof PrometheusRoute.ThroughApiServer route
        && prometheus.certain()) {
      Optional<HopResult> down = new PrometheusDown(context.cluster(), route.address()).check();
      if (down.isPresent()) {
        return down.get();
      }
    }
    boolean ofStore =
        !answer.isOfApiServer() && StoreProblem.of(answer) == StoreProblem.NO_SUCH_PATH;
    if (ofStore) {
      throw new UnseenException(
          "%s has no targets API (HTTP %d), like stores with remote write; the series show whether the pods are scraped"
              .formatted(prometheus.where(), answer.status()));
    }
    throw prometheus.unseen(answer);
  }

  /** Handles pods without targets: a remote scraper may write to the store, so series decide. */
  private static HopResult unknownPods(
      HopContext context, Prometheus prometheus, List<JsonNode> targets) {
    String count =
        targets.isEmpty()
            ? prometheus.where() + " has no targets itself"
            : prometheus.where() + " does not scrape the pods itself";
    Optional<String> sample = SeriesOfPods.any(context, prometheus);
    if (sample.isPresent()) {
      return new HopResult.NotSeen(
          count + ", but has " + sample.get() + " of them: another scraper writes to it");
    }
    Optional<String> tooEarly = context.whyTooEarly();
    if (tooEarly.isPresent()) {
      return new HopResult.NotSeen(tooEarly.get());
    }
    if (!prometheus.certain() && prometheus.route() instanceof PrometheusRoute.ThroughApiServer) {
      return new HopResult.NotSeen(count + ", and may not be the queried one; set --prometheus");
    }
    Optional<String> shards = ShardedPrometheus.why(context.cluster(), prometheus);
    if (shards.isPresent()) {
      return new HopResult.NotSeen(shards.get());
    }
    return HopResult.broken(
        Diagnosis.NOT_SCRAPED, evidence(context, prometheus, targets), actions(context, targets));
  }

  private static String evidence(
      HopContext context, Prometheus prometheus, List<JsonNode> targets) {
    String target = context.autoscaler().targetName();
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

  private static String[] actions(HopContext context, List<JsonNode> targets) {
    List<String> actions = new ArrayList<>();
    if (targets.isEmpty()) {
      actions.add(
          "If it receives remote write: check the targets of the sender, such as an agent or a"
              + " collector.");
      actions.add(PodPolicies.action(context, context.readyPods()));
    }
    actions.add(
        "If an operator generates its configuration: the Prometheus must select the labels of the"
            + " PodMonitor or ServiceMonitor, and the pods must have a port with its port name.");
    actions.add(
        "If not: compare namespaces and labels in its scrape_configs with those of the pods.");
    actions.add(
        "Its log contains \"forbidden\" without permission to list pods: it needs a Role in namespace "
            + context.autoscaler().namespace());
    return actions.toArray(String[]::new);
  }
}
