package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Servers on GPUs and NPUs, and one whose clients balance. */
final class DeviceCases {
  private DeviceCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("server-two-gpus", DeviceCases::serverTwoGpus);
    cases.put("server-npu", DeviceCases::serverNpu);
    cases.put("server-auto", DeviceCases::serverAuto);
    cases.put("operator-gpu", DeviceCases::operatorGpu);
    cases.put("server-headless", chart -> Cases.server(chart, "resnet").headless().build());
    return cases;
  }

  private static void serverTwoGpus(Chart chart) {
    server(chart)
        .image(OvmsImage.reference("registry.example.com/ovms:2026.3-ours").withDrivers())
        .model(model("resnet50").device(Device.gpu(GpuDriver.XE)).streams(2))
        .model(model("bert").device(Device.gpu(GpuDriver.XE).index(1)).streams(2))
        .deviceGroup(109)
        .build();
  }

  private static void serverNpu(Chart chart) {
    server(chart)
        .model(
            model("resnet50")
                .device(Device.npu())
                .shape("(1,3,224,224)")
                .pluginConfig("NPU_TURBO", true)
                .streams(1))
        .deviceGroup(992)
        .build();
  }

  /** All devices of the list, and two GPUs requested explicitly. */
  private static void serverAuto(Chart chart) {
    server(chart)
        .model(
            model("resnet50")
                .device(
                    Device.auto(
                        Device.gpu(GpuDriver.I915),
                        Device.gpu(GpuDriver.I915).index(1),
                        Device.cpu()))
                .pluginConfig("PERFORMANCE_HINT", "CUMULATIVE_THROUGHPUT"))
        .model(
            model("bert")
                .device(Device.hetero(Device.gpu(GpuDriver.I915), Device.cpu()))
                .streams(2))
        .resources(Resources.cpu("4").memory("8Gi").device(GpuDriver.I915.resource(), 2))
        .deviceGroup(109)
        .build();
  }

  private static void operatorGpu(Chart chart) {
    OpenVinoOperatorServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(model("resnet50").device(Device.gpu(GpuDriver.I915)).streams(2))
        .build();
  }

  private static OvmsModelServer.Builder server(Chart chart) {
    return OvmsModelServer.Builder.create(chart, "resnet")
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"));
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous());
  }
}
