package io.github.cdk8sovms.acceptance.reports;

import static io.github.cdk8sovms.serving.GpuDriver.I915;
import static io.github.cdk8sovms.serving.GpuDriver.XE;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.DeviceClaim;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Devices that do not fit what stands beside them, and how connections find pods. */
final class BadDevices {
  private static final Model RESNET = model("resnet50");
  private static final Model GPU = RESNET.device(Device.gpu(XE));
  private static final Model NPU = RESNET.device(Device.npu());
  private static final Resources CORES = Resources.cpu("4").memory("8Gi");

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadDevices() {
    addResources();
    addImages();
    addModels();
    addBalancing();
    addClaims();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadDevices().inputs;
  }

  private void addClaims() {
    DeviceClaim claim = DeviceClaim.template("intel-gpu");
    KubernetesVersion newer = KubernetesVersion.of("1.34");
    Model byText = model("resnet50").device(Device.of("GPU"));
    accelerated("a claim on an old cluster", it -> it.model(byText).deviceClaim(claim));
    accelerated(
        "a claim besides a device plugin",
        it -> it.model(GPU).kubernetes(newer).deviceClaim(claim));
    server("a claim for a CPU", it -> it.model(model("bert")).kubernetes(newer).deviceClaim(claim));
    accelerated(
        "a claim of two words",
        it -> it.model(byText).kubernetes(newer).deviceClaim(DeviceClaim.shared("my gpu")));
  }

  private void addResources() {
    server("device without its group", it -> it.model(GPU));
    accelerated(
        "resource of another driver",
        it -> it.model(GPU).resources(CORES.device("gpu.intel.com/i915", 1)));
    accelerated(
        "fewer GPUs than models use",
        it ->
            it.model(GPU)
                .model(model("bert").device(Device.gpu(XE).index(1)))
                .resources(CORES.device("gpu.intel.com/xe", 1)));
    accelerated(
        "GPUs of two drivers", it -> it.model(GPU).model(model("bert").device(Device.gpu(I915))));
    accelerated(
        "a GPU of another maker", it -> it.model(GPU).resources(CORES.device("nvidia.com/gpu", 1)));
    accelerated(
        "two GPUs for one", it -> it.model(GPU).resources(CORES.device("gpu.intel.com/xe", 2)));
    accelerated(
        "one GPU for two in a text",
        it ->
            it.model(RESNET.device(Device.of("MULTI:GPU.0,GPU.1")))
                .resources(CORES.device("gpu.intel.com/xe", 1)));
    accelerated("the second GPU only", it -> it.model(RESNET.device(Device.gpu(XE).index(1))));
    server(
        "GPU of a model on the CPU",
        it -> it.model(RESNET).resources(CORES.device("gpu.intel.com/xe", 1)));
    accelerated(
        "NPU that no model uses",
        it -> it.model(GPU).resources(CORES.device("npu.intel.com/accel", 1)));
    accelerated("index below zero", it -> it.model(RESNET.device(Device.gpu(XE).index(-1))));
    inputs.put(
        "operator and two kinds of device",
        chart ->
            OpenVinoOperatorServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.2.1"))
                .model(GPU)
                .model(model("bert").device(Device.npu()))
                .build());
  }

  private void addImages() {
    accelerated("variant without drivers", it -> it.model(GPU).image(OvmsImage.of("2026.2.1-py")));
    accelerated(
        "digest of an unknown variant",
        it -> it.model(NPU).image(OvmsImage.of("2026.2.1").digest("sha256:" + "0".repeat(64))));
    accelerated("drivers before xe", it -> it.model(GPU).image(OvmsImage.of("2024.1")));
  }

  private void addModels() {
    accelerated(
        "property of a CPU on a GPU", it -> it.model(GPU.pluginConfig("INFERENCE_NUM_THREADS", 4)));
    server(
        "property of a GPU on a CPU",
        it -> it.model(RESNET.pluginConfig("GPU_QUEUE_THROTTLE", "LOW")));
    accelerated(
        "property of AUTO without it",
        it -> it.model(GPU.pluginConfig("ENABLE_STARTUP_FALLBACK", false)));
    server("batches of nothing", it -> it.model(RESNET.device(Device.of("BATCH:GPU(0)"))));
    server("hint that is none", it -> it.model(RESNET.pluginConfig("PERFORMANCE_HINT", "FAST")));
    server(
        "threads that are no number",
        it -> it.model(RESNET.pluginConfig("INFERENCE_NUM_THREADS", "1e3")));
    accelerated("NPU with an open dimension", it -> it.model(NPU.shape("(1,-1)")));
    accelerated("NPU with a range", it -> it.model(NPU.shape("(1:8,128)")));
    accelerated(
        "AUTO that follows shapes",
        it -> it.model(RESNET.device(Device.auto(Device.gpu(XE), Device.cpu())).shape("auto")));
    accelerated("NPU with streams", it -> it.model(NPU.streams(4)));
    accelerated(
        "NPU with too many streams", it -> it.model(NPU.streams(16)).image(OvmsImage.of("2026.3")));
    accelerated(
        "AUTO with a GPU that idles",
        it ->
            it.model(
                RESNET.device(Device.auto(Device.gpu(XE), Device.gpu(XE).index(1), Device.cpu()))));
    accelerated(
        "device listed twice",
        it -> it.model(RESNET.device(Device.hetero(Device.cpu(), Device.cpu()))));
  }

  private void addBalancing() {
    server(
        "headless and connections that stay",
        it -> it.model(RESNET).headless().maxConnectionAge(Duration.ZERO));
    server(
        "headless and no room for its name",
        it -> it.model(RESNET).headless().name("r".repeat(59)));
  }

  private void accelerated(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    server(what, it -> wrong.apply(it.deviceGroup(109)));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    OvmsModelServer.Builder.create(chart, "resnet").image(OvmsImage.of("2026.2.1")))
                .build());
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous());
  }
}
