package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_QUANTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcesTest {
  private static final String GPU = "gpu.intel.com/i915";
  private final Resources resources = Resources.cpu("4").memory("8Gi");

  @Test
  void limitsEqualRequestsByDefault() {
    assertThat(ResourceAmounts.of(resources.device(GPU, 2)).requests())
        .containsExactly(
            entry("cpu", Quantity.of("4")),
            entry("memory", Quantity.of("8Gi")),
            entry(GPU, Quantity.of("2")))
        .isEqualTo(ResourceAmounts.of(resources.device(GPU, 2)).limits());
  }

  @Test
  void theCpuLimitMayBeHigherThanTheRequest() {
    Resources burstable = resources.cpuLimit("16");

    assertThat(ResourceAmounts.of(burstable).requests()).containsEntry("cpu", Quantity.of("4"));
    assertThat(ResourceAmounts.of(burstable).limits()).containsEntry("cpu", Quantity.of("16"));
    assertThat(Reported.by(findings -> ResourceAmounts.of(burstable).check(findings, "resources")))
        .isEmpty();
  }

  @Test
  void theCpuLimitCanBeTakenAwayAndNoOther() {
    Resources unlimited = resources.withoutCpuLimit();

    assertThat(ResourceAmounts.of(unlimited).requests()).containsOnlyKeys("cpu", "memory");
    assertThat(ResourceAmounts.of(unlimited).limits()).containsOnlyKeys("memory");
    assertThat(ResourceAmounts.of(unlimited.cpuLimit("5")).limits())
        .containsEntry("cpu", Quantity.of("5"));
  }

  @Test
  void eachCallGivesACopy() {
    resources.memory("1Gi").cpuLimit("9").device(GPU, 1).withoutCpuLimit();

    assertThat(ResourceAmounts.of(resources).limits())
        .containsExactly(entry("cpu", Quantity.of("4")), entry("memory", Quantity.of("8Gi")));
    assertThatThrownBy(() -> ResourceAmounts.of(resources).requests().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void knowsWhetherADeviceIsRequested() {
    assertThat(resources.device()).isEmpty();
    assertThat(resources.device(GPU, 1).device()).contains(GPU);
  }

  @Test
  void everyAmountIsCheckedAndALimitThatEqualsItsRequestOnlyOnce() {
    assertThat(
            Reported.by(
                findings ->
                    ResourceAmounts.of(Resources.cpu("x").memory("y").device(GPU, 0))
                        .check(findings, "resources")))
        .extracting(Finding::code, Finding::path)
        .containsExactly(
            tuple(INVALID_QUANTITY, "shop/resnet.resources.cpu"),
            tuple(INVALID_QUANTITY, "shop/resnet.resources.memory"),
            tuple(INVALID_QUANTITY, "shop/resnet.resources." + GPU));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "4000m", "4.001"})
  void aLimitIsAtLeastTheRequestHoweverItIsWritten(String limit) {
    assertThat(
            Reported.by(
                findings ->
                    ResourceAmounts.of(resources.cpuLimit(limit)).check(findings, "resources")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3999m", "lots", "0"})
  void aLimitBelowTheRequestOrWithoutSenseIsRefused(String limit) {
    assertThat(
            Reported.by(
                findings ->
                    ResourceAmounts.of(resources.cpuLimit(limit)).check(findings, "resources")))
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(INVALID_QUANTITY);
              assertThat(finding.path()).isEqualTo("shop/resnet.resources.cpuLimit");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "i915", "gpu.intel.com/", "/i915", "gpu intel/i915", "a/b/c", "a/b\n"})
  void aDeviceHasTheNameOfAnExtendedResource(String device) {
    assertThat(
            Reported.by(
                findings ->
                    ResourceAmounts.of(resources.device(device, 1)).check(findings, "resources")))
        .isNotEmpty();
  }
}
