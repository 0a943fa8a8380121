package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.terminal.Colors;
import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import java.util.Optional;

/** The starts of pods, for people and for programs. */
record StartReport(PodStarts starts) {
  private static final String NO_PULL = ": no event tells how long the pulls of each pod took";

  String text(Colors colors) {
    StringBuilder text = new StringBuilder("\n  Starts of pods: " + starts.summary() + "\n");
    for (StartStage stage : starts.stages()) {
      Optional<PodStarts.Stage> seen = starts.stage(stage);
      text.append(
          "    %-10s  %s\n"
              .formatted(
                  stage.text(),
                  seen.map(StartReport::times)
                      .orElseGet(() -> colors.warning("not seen") + NO_PULL)));
    }
    starts.lever().ifPresent(lever -> text.append("  ").append(lever).append('\n'));
    starts.java().ifPresent(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  void json(ObjectNode entry) {
    ArrayNode pods = entry.putArray("pods");
    for (StartOfPod pod : starts.pods()) {
      ObjectNode one = pods.addObject().put("pod", pod.pod());
      one.put("seconds", pod.total().toSeconds());
    }
    ArrayNode stages = entry.putArray("stages");
    for (StartStage stage : starts.stages()) {
      ObjectNode one = stages.addObject().put("stage", stage.text());
      starts
          .stage(stage)
          .ifPresentOrElse(
              seen ->
                  one.put("typicalSeconds", seen.typical().toSeconds())
                      .put("worstSeconds", seen.worst().toSeconds()),
              () -> one.put("unseen", true));
    }
    if (starts.pods().isEmpty()) {
      entry.put("unseen", starts.whyNone());
    }
    starts.lever().ifPresent(lever -> entry.put("lever", lever));
    starts.java().ifPresent(line -> entry.put("java", line));
  }

  private static String times(PodStarts.Stage stage) {
    return Durations.text(stage.typical())
        + " typical, "
        + Durations.text(stage.worst())
        + " worst"
        + (stage.stage() == StartStage.LOAD ? ", from its container's start until ready" : "");
  }
}
