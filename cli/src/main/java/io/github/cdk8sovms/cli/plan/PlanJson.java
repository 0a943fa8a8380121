package io.github.cdk8sovms.cli.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.Point;
import io.github.cdk8sovms.planning.manifest.Assumption;
import io.github.cdk8sovms.planning.report.Accuracy;
import io.github.cdk8sovms.planning.report.PlanReport;
import io.github.cdk8sovms.planning.report.Recommendation;
import java.util.Locale;
import java.util.Optional;

/** The report of a plan for programs. */
public final class PlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanJson() {}

  /** Returns a document. */
  public static String of(PlanReport report, Optional<Recommendation> better) {
    ObjectNode root = JSON.createObjectNode();
    root.put("autoscaler", report.manifest().autoscaler());
    root.put("target", report.manifest().target());
    root.put("traffic", report.traffic());
    root.put("serviceTime", report.serviceTime());
    root.put("seed", report.seed());
    root.putObject("promise")
        .put("share", report.promise().share())
        .put("seconds", report.promise().limit().toNanos() / 1e9)
        .put("kept", report.result().keeps(report.promise()));
    result(root, report.result());
    report
        .range()
        .ifPresent(
            range ->
                root.putObject("lateShareOfSeeds")
                    .put("lowest", range.lowest())
                    .put("highest", range.highest())
                    .put("seeds", range.seeds()));
    report.cost().ifPresent(cost -> root.put("price", cost));
    timeline(root.putArray("timeline"), report.result());
    ArrayNode assumptions = root.putArray("assumptions");
    for (Assumption assumption : report.manifest().assumptions()) {
      assumptions.addObject().put("text", assumption.text()).put("option", assumption.option());
    }
    ArrayNode notPlanned = root.putArray("notPlanned");
    PlanReport.NOT_PLANNED.forEach(notPlanned::add);
    ArrayNode errors = root.putArray("errorInTests");
    Accuracy.LINES.forEach(errors::add);
    better.ifPresent(recommendation -> recommended(root, recommendation));
    return root.toPrettyString();
  }

  private static void result(ObjectNode node, PlanResult result) {
    node.put("seconds", result.seconds());
    node.put("requests", result.requests());
    node.put("late", result.late());
    node.put("lateShare", result.lateShare());
    node.put("refused", result.refused());
    node.put("refusedShare", result.refusedShare());
    ObjectNode latency = node.putObject("latencySeconds");
    latency(latency, "p50", result.p50());
    latency(latency, "p95", result.p95());
    latency(latency, "p99", result.p99());
    node.put("replicaHours", result.replicaHours());
    node.put("lowestReplicas", result.lowestReplicas());
    node.put("highestReplicas", result.highestReplicas());
    node.put("changes", result.changes());
    node.put("failedScrapes", result.failedScrapes());
    ObjectNode causes = node.putObject("lateByCause");
    result
        .lateByCause()
        .forEach((cause, count) -> causes.put(cause.name().toLowerCase(Locale.ROOT), count));
    result
        .firstViolation()
        .ifPresent(
            violation ->
                node.putObject("firstViolation")
                    .put("seconds", violation.seconds())
                    .put("share", violation.share())
                    .put("cause", violation.cause().name().toLowerCase(Locale.ROOT)));
  }

  /** NaN is no JSON. */
  private static void latency(ObjectNode node, String name, double seconds) {
    if (Double.isNaN(seconds)) {
      node.putNull(name);
    } else {
      node.put(name, seconds);
    }
  }

  private static void timeline(ArrayNode list, PlanResult result) {
    for (Point point : result.timeline()) {
      list.addObject()
          .put("seconds", point.seconds())
          .put("length", point.length())
          .put("arrivals", point.arrivals())
          .put("late", point.late())
          .put("refused", point.refused())
          .put("desired", point.desired())
          .put("ready", point.ready());
    }
  }

  private static void recommended(ObjectNode root, Recommendation recommendation) {
    ArrayNode list = root.putArray("recommended");
    for (Recommendation.Candidate candidate : recommendation.front()) {
      ObjectNode node = list.addObject();
      ArrayNode lines = node.putArray("java");
      candidate.lines().forEach(lines::add);
      result(node, candidate.result());
    }
  }
}
