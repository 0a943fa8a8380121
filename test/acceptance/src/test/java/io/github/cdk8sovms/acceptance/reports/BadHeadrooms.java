package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.headroom.CapacityBuffer;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in reserved room. */
final class BadHeadrooms {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadHeadrooms() {
    inputs.put("empty headroom", chart -> Headroom.Builder.create(chart, "room").build());
    inputs.put("empty buffer", chart -> CapacityBuffer.Builder.create(chart, "room").build());
    add("room for no pod", it -> it.pods(0));
    add("room for every pod", it -> it.pods(1_000_000));
    add("room in another namespace", it -> it.namespace("other").pods(1));
    add(
        "room on other nodes",
        it -> it.scheduling(Scheduling.create().nodeSelector("pool", "spot")).pods(1));
    add("pause image without a version", it -> it.image("registry.k8s.io/pause").pods(1));
    inputs.put(
        "room for devices of a DRA driver",
        chart ->
            Headroom.Builder.create(chart, "room")
                .server(
                    Cases.server(chart, "resnet")
                        .kubernetes(KubernetesVersion.of("1.34"))
                        .model(
                            Model.of("on-gpu", ModelSource.of("s3://models/on-gpu").anonymous())
                                .device(Device.of("GPU"))
                                .streams(2))
                        .deviceClaim(DeviceClaim.template("intel-gpu"))
                        .build())
                .pods(1)
                .build());
    inputs.put(
        "buffer in another namespace",
        chart ->
            CapacityBuffer.Builder.create(chart, "room")
                .namespace("other")
                .server(Cases.server(chart, "resnet").build())
                .pods(101)
                .build());
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadHeadrooms().inputs;
  }

  private void add(String what, UnaryOperator<Headroom.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    Headroom.Builder.create(chart, "room")
                        .server(Cases.server(chart, "resnet").build()))
                .build());
  }
}
