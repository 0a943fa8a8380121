package io.github.cdk8sovms.acceptance;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.StartTimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs about the start of pods. */
final class StartCases {
  private StartCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("start-budget", StartCases::budget);
    return cases;
  }

  private static void budget(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .startTimes(
                StartTimes.measured()
                    .image(Duration.ofSeconds(14), Duration.ofSeconds(40))
                    .fetch(Duration.ofSeconds(20))
                    .load(Duration.ofSeconds(4), Duration.ofSeconds(9))
                    .and(StartTimes.declared().node(Duration.ZERO, Duration.ofMinutes(2))))
            .build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }
}
