package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.headroom.CapacityBuffer;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that reserve room for pods of a server. */
final class HeadroomCases {
  private HeadroomCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("headroom", HeadroomCases::everyOption);
    cases.put("headroom-capacity-buffer", HeadroomCases::buffer);
    return cases;
  }

  private static void everyOption(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .resources(Resources.cpu("4").memory("2Gi"))
            .scheduling(
                Scheduling.create()
                    .nodeSelector("pool", "inference")
                    .tolerate(Toleration.of("dedicated", "inference"))
                    .priorityClass("inference"))
            .build();
    Headroom.Builder.create(chart, "headroom")
        .name("resnet-headroom")
        .label("team", "vision")
        .server(resnet)
        .pods(2)
        .image("registry.example.com/pause:3.10")
        .build();
  }

  private static void buffer(Chart chart) {
    CapacityBuffer.Builder.create(chart, "resnet-buffer")
        .server(Cases.server(chart, "resnet").build())
        .pods(2)
        .build();
  }
}
