package io.github.cdk8sovms.acceptance.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What an autoscaler finds when it looks at a fleet.
 *
 * @param values those of running pods that have one
 * @param missing how many run and have none: those that load, and those that Prometheus cannot read
 * @param pending how many do not run yet, which Prometheus does not know
 * @param ending the values of pods that are being deleted
 * @param target the value that each pod should have
 */
public record FleetSituation(
    List<Double> values, int missing, int pending, List<Double> ending, double target) {
  private static final double TOLERANCE = 0.1;

  /**
   * How many pods are asked for; -1 if there is no answer.
   *
   * @param byPods by an autoscaler with the values of the pods
   * @param byLoad by one with the load of all
   */
  record Replicas(int byPods, int byLoad) {}

  public static FleetSituation running(List<Double> values, int missing, double target) {
    return new FleetSituation(values, missing, 0, List.of(), target);
  }

  /** How many pods a Deployment counts. */
  int pods() {
    return values.size() + missing + pending;
  }

  /**
   * What the query for KEDA says: the sum of all values, and the target for each pod without one,
   * less what the others are above the target.
   */
  public OptionalDouble load() {
    List<Double> measured = new ArrayList<>(values);
    measured.addAll(ending);
    if (measured.isEmpty()) {
      return OptionalDouble.empty();
    }
    double sum = measured.stream().mapToDouble(Double::doubleValue).sum();
    double above = Math.max(0, sum - target * measured.size());
    return OptionalDouble.of(sum + Math.max(0, target * missing - above));
  }

  /** The results of Kubernetes' own code for situations. */
  static List<Replicas> replicas(List<FleetSituation> situations) {
    try {
      Path input = Files.createTempDirectory("replicas").resolve("situations.json");
      // Where the check below fails, too; in reverse order.
      List.of(input.getParent(), input).forEach(path -> path.toFile().deleteOnExit());
      Repository.write(
          input,
          situations.stream()
              .map(situation -> Manifest.json(situation.toMap()).replaceAll("\\s*\\n\\s*", ""))
              .collect(Collectors.joining("\n")));
      Command run = GoTool.REPLICAS.runOn(input, List.of());
      assertThat(run.exitCode()).as(run.output()).isZero();
      Files.delete(input);
      Files.delete(input.getParent());
      return run.output().lines().map(FleetSituation::replicas).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void assertSameReplicas(List<FleetSituation> situations) {
    List<Replicas> replicas = replicas(situations);
    assertThat(replicas).hasSameSizeAs(situations).isNotEmpty();
    for (int i = 0; i < situations.size(); i++) {
      assertThat(replicas.get(i).byLoad())
          .as(situations.get(i).toString())
          .isEqualTo(replicas.get(i).byPods());
    }
  }

  private static Replicas replicas(String line) {
    List<Integer> numbers =
        List.of(line.split(" ")).stream()
            .map(word -> word.equals("-") ? -1 : Integer.parseInt(word))
            .toList();
    return new Replicas(numbers.get(0), numbers.get(1));
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("values", thousandths(values));
    map.put("missing", missing);
    map.put("pending", pending);
    map.put("ending", thousandths(ending));
    load().ifPresent(load -> map.put("total", Math.round(load * 1000)));
    map.put("target", Math.round(target * 1000));
    map.put("tolerance", TOLERANCE);
    return map;
  }

  /** The adapter cuts off what is less. */
  private static List<Long> thousandths(List<Double> values) {
    return values.stream().map(value -> (long) (value * 1000)).toList();
  }
}
