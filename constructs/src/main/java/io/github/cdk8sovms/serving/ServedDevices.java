package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The devices of all models of one server, all of which each pod holds. */
record ServedDevices(List<Servable> models) {
  private static final List<String> GPUS =
      Stream.of(GpuDriver.values()).map(GpuDriver::resource).toList();
  private static final List<String> KNOWN =
      Stream.concat(GPUS.stream(), Stream.of(NpuDevice.RESOURCE)).toList();

  /** GPU indices in the text of a device. */
  private static final Pattern INDEX = Pattern.compile("GPU\\.(\\d{1,2})");

  /** Devices without an OpenVINO plugin in this image. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "nvidia\\.com/.*|amd\\.com/gpu.*|habana\\.ai/.*|aws\\.amazon\\.com/neuron.*"
              + "|google\\.com/tpu|gpu\\.intel\\.com/.*_monitoring|qat\\.intel\\.com/.*");

  /** Returns whether a model needs the image variant with GPU and NPU drivers. */
  boolean areAccelerated() {
    return models.stream().anyMatch(model -> model.device().isAccelerated());
  }

  /** Returns the configured resources plus those that the devices need. */
  Resources addTo(Resources configured) {
    Resources all = configured;
    for (Map.Entry<String, Integer> need : needs().entrySet()) {
      if (!ResourceAmounts.of(configured).requests().containsKey(need.getKey())) {
        all = all.device(need.getKey(), need.getValue());
      }
    }
    return all;
  }

  /** Checks the configured resources against those that the devices need. */
  void checkResources(Findings findings, Resources configured) {
    findings.require(
        drivers().size() <= 1,
        FindingCode.MIXED_DRIVERS,
        "model",
        quote(drivers().stream().map(GpuDriver::resource).toList())
            + " are GPUs of two drivers, which rarely exist on the same node",
        "Use one server per driver.");
    needs().forEach((resource, count) -> checkCount(findings, configured, resource, count));
    checkIndexOfText(findings, configured);
    if (drivers().size() == 1) {
      checkDriver(findings, configured, drivers().iterator().next());
    }
    checkIdle(findings, configured);
  }

  /** Checks that the image has the drivers of the devices. */
  void checkImage(Findings findings, OvmsImage image) {
    List<String> texts =
        parts().filter(SingleDevice::isAccelerated).map(SingleDevice::text).distinct().toList();
    if (texts.isEmpty()) {
      return;
    }
    image.checkDrivers(findings, texts);
    image
        .version()
        .ifPresent(
            version ->
                findings.require(
                    !drivers().contains(GpuDriver.XE) || version.mayKnowXe(),
                    FindingCode.DEVICE_IMAGE,
                    "image",
                    quote(image.text(true))
                        + " is older than the first drivers that support a GPU of "
                        + GpuDriver.XE.resource(),
                    "Use " + OvmsImage.NEWEST + "."));
  }

  private void checkCount(Findings findings, Resources configured, String resource, int count) {
    Quantity amount = ResourceAmounts.of(configured).requests().get(resource);
    findings.require(
        amount == null
            || !amount.isValid()
            || amount.amount().compareTo(BigDecimal.valueOf(count)) >= 0,
        FindingCode.DEVICE_RESOURCE,
        option(resource),
        quote(amount == null ? "" : amount.text())
            + " is fewer than the "
            + count
            + " that the models use",
        "Leave .device(..) out of the resources: device requests are added automatically.");
  }

  /** A device given as text also counts the GPUs of its pod. */
  private void checkIndexOfText(Findings findings, Resources configured) {
    int highest =
        models.stream()
            .filter(model -> model.device().parts().isEmpty())
            .flatMap(model -> INDEX.matcher(model.device().text()).results())
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .max()
            .orElse(0);
    for (String resource : GPUS) {
      if (ResourceAmounts.of(configured).requests().containsKey(resource)) {
        checkCount(findings, configured, resource, highest + 1);
      }
    }
  }

  private static void checkDriver(Findings findings, Resources configured, GpuDriver driver) {
    for (GpuDriver other : GpuDriver.values()) {
      findings.require(
          other == driver
              || !ResourceAmounts.of(configured).requests().containsKey(other.resource()),
          FindingCode.DEVICE_RESOURCE,
          option(other.resource()),
          quote(other.resource())
              + " is a GPU of another driver than "
              + quote(driver.resource())
              + ", which the models use",
          "Leave .device(..) out of the resources, or use Device.gpu(GpuDriver." + other + ").");
    }
  }

  private void checkIdle(Findings findings, Resources configured) {
    boolean isText = models.stream().anyMatch(this::isAcceleratedByText);
    Set<String> needed = needs().keySet();
    for (String resource : KNOWN) {
      boolean fitsOtherDriver = GPUS.contains(resource) && !drivers().isEmpty();
      findings.require(
          !ResourceAmounts.of(configured).requests().containsKey(resource)
              || isText
              || needed.contains(resource)
              || fitsOtherDriver,
          FindingCode.DEVICE_IDLE,
          option(resource),
          quote(resource) + " is allocated to each pod, but no model runs on it",
          "Leave it out of the resources, or use it for a model.");
    }
    ResourceAmounts.of(configured).requests().keySet().stream()
        .filter(resource -> OTHERS.matcher(resource).matches())
        .forEach(
            resource ->
                findings.add(
                    FindingCode.DEVICE_IDLE,
                    option(resource),
                    quote(resource) + " is allocated to each pod, but OpenVINO does not support it",
                    "Leave it out of the resources."));
    needs().forEach((resource, count) -> checkSpare(findings, configured, resource, count));
    Set<Integer> indices = indices();
    int highest = indices.stream().mapToInt(Integer::intValue).max().orElse(-1);
    findings.require(
        indices.size() == highest + 1,
        FindingCode.DEVICE_IDLE,
        "model",
        quote(indices)
            + " are the GPUs that models use, but those below "
            + highest
            + " are also allocated to each pod",
        "Count .index(..) from 0.");
  }

  private void checkSpare(Findings findings, Resources configured, String resource, int count) {
    Quantity amount = ResourceAmounts.of(configured).requests().get(resource);
    findings.require(
        amount == null
            || !amount.isValid()
            || models.stream().anyMatch(this::isAcceleratedByText)
            || amount.amount().compareTo(BigDecimal.valueOf(count)) <= 0,
        FindingCode.DEVICE_IDLE,
        option(resource),
        quote(amount == null ? "" : amount.text())
            + " are allocated to each pod, but models run on "
            + count
            + " of them",
        "Leave .device(..) out of the resources, or put models on the others with .index(..).");
  }

  /** Returns the number of each resource that the models need, GPUs in order of first use. */
  private Map<String, Integer> needs() {
    Map<String, Integer> needs = new LinkedHashMap<>();
    parts()
        .forEach(
            part ->
                part.resource()
                    .ifPresent(resource -> needs.merge(resource, count(part), Math::max)));
    return needs;
  }

  private static int count(SingleDevice part) {
    return part instanceof GpuDevice gpu ? gpu.count() : 1;
  }

  private Set<GpuDriver> drivers() {
    return gpus().map(GpuDevice::driver).collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Integer> indices() {
    return gpus().map(gpu -> gpu.count() - 1).collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<GpuDevice> gpus() {
    return parts().filter(GpuDevice.class::isInstance).map(GpuDevice.class::cast);
  }

  private Stream<SingleDevice> parts() {
    return models.stream().flatMap(model -> model.device().parts().stream());
  }

  private boolean isAcceleratedByText(Servable model) {
    return model.device().parts().isEmpty() && model.device().isAccelerated();
  }

  private static String option(String resource) {
    return "resources." + resource;
  }
}
