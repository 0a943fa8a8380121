package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.StartDurations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Start times in words: {@code 25s}, or by stage {@code image=14s,load=4s,probe=1s}. */
public final class StartTexts {
  private static final List<String> STAGES =
      List.of("schedule", "node", "image", "fetch", "load", "warm-up", "probe");

  private StartTexts() {}

  /**
   * Parses a start time. Stages that are not named take no time.
   *
   * @throws InvalidInputException if it is none
   */
  public static StartDurations parse(String text) {
    if (!text.contains("=")) {
      return StartDurations.ofTotal(duration(text, text));
    }
    Map<String, Duration> stages = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length != 2 || !STAGES.contains(pair[0])) {
        throw invalid(text);
      }
      stages.put(pair[0], duration(text, pair[1]));
    }
    return new StartDurations(
        stage(stages, "schedule").plus(stage(stages, "node")),
        stage(stages, "image"),
        stage(stages, "fetch"),
        stage(stages, "load"),
        stage(stages, "warm-up"),
        stage(stages, "probe"));
  }

  private static Duration stage(Map<String, Duration> stages, String name) {
    return stages.getOrDefault(name, Duration.ZERO);
  }

  private static Duration duration(String text, String part) {
    return DurationTexts.parse(part).orElseThrow(() -> invalid(text));
  }

  private static InvalidInputException invalid(String text) {
    return new InvalidInputException(
        "\"%s\" is not a start time. Use 25s, or the stages schedule, node, image, fetch, load, warm-up and probe: image=14s,load=4s,probe=1s."
            .formatted(text));
  }
}
