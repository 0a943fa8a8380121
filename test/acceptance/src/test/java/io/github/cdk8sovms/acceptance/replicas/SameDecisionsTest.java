package io.github.cdk8sovms.acceptance.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.acceptance.replicas.ControllerSequence.Outcome;
import io.github.cdk8sovms.acceptance.replicas.RandomAutoscaler.Turn;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plan's autoscaler decides as the HPA controller of Kubernetes does. The controller's own code
 * decides in the same situations, with a clock that the test moves.
 */
@Tag("extended")
class SameDecisionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void inTenThousandSituations() {
    assertSame(
        IntStream.range(0, 10_000)
            .mapToObj(seed -> new RandomAutoscaler(new Random(seed), 1))
            .toList());
  }

  /** Windows and policies remember what was before. */
  @Test
  void overTime() {
    assertSame(
        IntStream.range(0, 500)
            .mapToObj(seed -> new RandomAutoscaler(new Random(1_000_000 + seed), 80))
            .toList());
  }

  private void assertSame(List<RandomAutoscaler> autoscalers) {
    Path input = folder.resolve("sequences.json");
    Repository.write(
        input, String.join("\n", autoscalers.stream().map(SameDecisionsTest::json).toList()));
    Command run = GoTool.REPLICAS.runOn(input, List.of("sequences"));
    List<List<Outcome>> outcomes =
        run.output().lines().filter(line -> line.contains(";")).map(Outcome::parse).toList();
    assertThat(outcomes).as(run.output()).hasSameSizeAs(autoscalers);
    Map<String, Integer> reasons = new TreeMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      RandomAutoscaler autoscaler = autoscalers.get(i);
      for (int turn = 0; turn < autoscaler.turns().size(); turn++) {
        assertSame(autoscaler, turn, outcomes.get(i).get(turn));
        reasons.merge(autoscaler.turns().get(turn).decision().reason(), 1, Integer::sum);
      }
    }
    System.out.println("same decisions as the controller: " + reasons);
    assertThat(reasons).as("situations of every kind").hasSizeGreaterThanOrEqualTo(8);
  }

  private static void assertSame(RandomAutoscaler autoscaler, int index, Outcome outcome) {
    Turn turn = autoscaler.turns().get(index);
    String what = "%s%n%s%n%s".formatted(autoscaler.spec(), turn, outcome);
    assertThat(turn.decision().replicas()).as(what).isEqualTo(outcome.replicas());
    List<String> reasons = outcome.reasons(autoscaler.spec(), turn.fleet().specReplicas());
    if (!reasons.isEmpty()) {
      assertThat(turn.decision().reason()).as(what).isIn(reasons);
    }
  }

  private static String json(RandomAutoscaler autoscaler) {
    try {
      return JSON.writeValueAsString(ControllerSequence.of(autoscaler));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
