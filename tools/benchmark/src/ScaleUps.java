import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.Traffic.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Late requests and pods of other queries, policies and windows than those that are emitted, for
 * decision 107. Arguments: the number of seeds, the seconds of a start, and optionally the traces
 * of code assistants and of conversations of Azure's public data set.
 */
public final class ScaleUps {
  private static final String RATIO =
      "max by (namespace, pod) (avg_over_time(ovms_current_requests[%1$s]) / (avg_over_time(ovms_streams[%1$s])"
          + " > 0))";

  /** As emitted for a scrape interval of 5 s. */
  private static final String Q = "(" + RATIO.formatted("20s") + " or " + RATIO.formatted("1m") + ")";

  /** Pods with a value, by all pods that Prometheus knows, those that start included. */
  private static final String READY = "scalar(count(" + Q + ") / count(max by (pod) (up)))";

  private static final ScalingRules UP = ScalingRules.defaultUp();
  private static final Promise PROMISE = new Promise(Duration.ofSeconds(2), 0.95);
  private static final ServiceTime TIME = ServiceTime.constant(Duration.ofMillis(200));

  private record Variant(String name, String query, ScalingRules up, double target) {}

  private ScaleUps() {}

  public static void main(String[] args) throws IOException {
    int seeds = Integer.parseInt(args[0]);
    Duration start = Duration.ofSeconds(Integer.parseInt(args[1]));
    Map<String, Traffic> traces = new LinkedHashMap<>();
    traces.put("step", step());
    if (args.length > 3) {
      traces.put("code", trace(Path.of(args[2]), 10));
      traces.put("conversations", trace(Path.of(args[3]), 5));
    }
    traces.put("bursts", bursts(30));
    traces.put("small bursts", bursts(12));
    System.out.println("| late % / mean number of pods | " + String.join(" | ", traces.keySet()) + " |");
    for (Variant variant : variants()) {
      StringBuilder row = new StringBuilder("| " + variant.name());
      for (Traffic traffic : traces.values()) {
        row.append(" | ").append(result(variant, traffic, start, seeds));
      }
      System.out.println(row + " |");
    }
  }

  private static List<Variant> variants() {
    List<Variant> all = new ArrayList<>();
    all.add(new Variant("**as emitted**", Q, UP, 1));
    for (double cap : new double[] {3, 2, 1.5}) {
      all.add(new Variant("at most " + cap + " for each pod", "clamp_max(" + Q + ", " + cap + ")", UP, 1));
    }
    for (int part : new int[] {2, 3}) {
      all.add(
          new Variant(
              "what is above 1 divided by " + part,
              "clamp_max(%1$s, 1) + clamp_min(%1$s - 1, 0) / %2$d".formatted(Q, part), UP, 1));
    }
    all.add(new Variant("square root", "sqrt(" + Q + ")", UP, 1));
    all.add(new Variant("divided by ready and starting pods", Q + " * " + READY, UP, 1));
    all.add(new Variant("half of that", Q + " * (1 + " + READY + ") / 2", UP, 1));
    all.add(
        new Variant(
            "no more pods while some start", "clamp_max(" + Q + ", 1 + 4 * (" + READY + " >= bool 1))", UP, 1));
    all.add(
        new Variant(
            "at most 2 while some start", "clamp_max(" + Q + ", 2 + 4 * (" + READY + " >= bool 1))", UP, 1));
    all.add(new Variant("100 % in 15 s", Q, up(0, percent(100, 15)), 1));
    all.add(new Variant("50 % in 15 s", Q, up(0, percent(50, 15)), 1));
    all.add(new Variant("100 % in 30 s", Q, up(0, percent(100, 30)), 1));
    all.add(new Variant("2 pods in 15 s", Q, up(0, pods(2, 15)), 1));
    all.add(new Variant("4 pods in 30 s, or 100 %", Q, up(0, pods(4, 30), percent(100, 30)), 1));
    all.add(new Variant("no limit", Q, up(0, percent(10_000, 15)), 1));
    all.add(new Variant("stabilization window of 15 s", Q, up(15, UP.policies().toArray(Policy[]::new)), 1));
    all.add(new Variant("stabilization window of 30 s", Q, up(30, UP.policies().toArray(Policy[]::new)), 1));
    all.add(new Variant("target 1.1", Q, UP, 1.1));
    for (double target : new double[] {0.9, 0.95}) {
      String and = ", target " + target;
      all.add(new Variant("at most 2 for each pod" + and, "clamp_max(" + Q + ", 2)", UP, target));
      all.add(
          new Variant(
              "what is above 1 divided by 2" + and,
              "clamp_max(%1$s, 1) + clamp_min(%1$s - 1, 0) / 2".formatted(Q), UP, target));
      all.add(
          new Variant(
              "at most 2 while some start" + and,
              "clamp_max(" + Q + ", 2 + 4 * (" + READY + " >= bool 1))", UP, target));
    }
    return all;
  }

  private static Policy percent(int value, int seconds) {
    return new Policy(Kind.PERCENT, value, Duration.ofSeconds(seconds));
  }

  private static Policy pods(int value, int seconds) {
    return new Policy(Kind.PODS, value, Duration.ofSeconds(seconds));
  }

  private static ScalingRules up(int window, Policy... policies) {
    return new ScalingRules(Duration.ofSeconds(window), Select.MAX, List.of(policies));
  }

  private static String result(Variant variant, Traffic traffic, Duration start, int seeds) {
    double late = 0;
    double pods = 0;
    int most = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      PlanResult result = Plan.run(plan(variant, start), traffic, TIME, PROMISE, seed);
      late += 100 * (result.lateShare() + result.refusedShare()) / seeds;
      pods += result.replicaHours() / (traffic.seconds() / 3600) / seeds;
      most = Math.max(most, result.highestReplicas());
    }
    return "%.2f / %.2f (%d)".formatted(late, pods, most);
  }

  private static PlanSpec plan(Variant variant, Duration start) {
    return new PlanSpec(
        "plan",
        new ServerSpec(
            List.of(ModelSpec.of("resnet50", 4, 16)), 16, 64, false, StartDurations.ofTotal(start),
            Duration.ofSeconds(10), "serving", "resnet"),
        Clients.http(16),
        ScrapeSpec.every(Duration.ofSeconds(5)),
        new HpaSpec(
            1, 40, List.of(new HpaSpec.PodsMetric("load", variant.target())), variant.up(),
            ScalingRules.defaultDown()),
        Map.of("load", variant.query()));
  }

  private static Traffic step() {
    Duration third = Duration.ofMinutes(20);
    return Traffic.steps(
        List.of(new Step(third, 16), new Step(third, 50), new Step(third, 16)), Spacing.POISSON);
  }

  /** A rate that changes at random times, about once a minute, to between a third and three times its mean. */
  private static Traffic bursts(double mean) {
    Random random = new Random(7);
    List<Step> steps = new ArrayList<>();
    double left = 3600;
    while (left > 1) {
      double seconds = Math.min(left, 5 - 55 * Math.log(1 - random.nextDouble()));
      double rate = mean * Math.exp(0.6 * random.nextGaussian() - 0.18);
      steps.add(new Step(Duration.ofMillis((long) (1000 * seconds)), rate));
      left -= seconds;
    }
    return Traffic.steps(steps, Spacing.POISSON);
  }

  /** Each request of a trace several times, within two seconds. */
  private static Traffic trace(Path file, int times) throws IOException {
    DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSSS]");
    Random random = new Random(7);
    List<Double> all = new ArrayList<>();
    LocalDateTime first = null;
    for (String line : Files.readAllLines(file)) {
      if (!Character.isDigit(line.charAt(0))) {
        continue;
      }
      LocalDateTime time = LocalDateTime.parse(line.split(",")[0], format);
      first = first == null ? time : first;
      double seconds = Duration.between(first, time).toNanos() / 1e9;
      for (int i = 0; i < times; i++) {
        all.add(seconds + 2 * random.nextDouble());
      }
    }
    double[] seconds = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(seconds);
    return Traffic.exact(seconds, Duration.ofMillis((long) (1000 * seconds[seconds.length - 1]) + 1));
  }
}
