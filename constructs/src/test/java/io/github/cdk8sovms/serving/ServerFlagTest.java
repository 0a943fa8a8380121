package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which releases of OVMS have a flag. */
class ServerFlagTest {

  @ParameterizedTest(name = "{0} came with {1}, after {2}")
  @CsvSource({
    "GRPC_MEMORY_QUOTA, 2023.2, 2023.1",
    "CUSTOM_NODE_RESOURCES_CLEANER_INTERVAL_SECONDS, 2022.3, 2022.2",
    "ALLOWED_LOCAL_MEDIA_PATH, 2025.2, 2025.1",
    "ALLOW_CREDENTIALS, 2025.3, 2025.2.1",
    "ALLOWED_ORIGINS, 2025.3, 2025.2.1",
    "API_KEY_FILE, 2025.4, 2025.3",
    "ALLOWED_MEDIA_DOMAINS, 2026.0, 2025.4.1",
    "VERBOSE_RESPONSE, 2026.3, 2026.2.1",
    "IDLE_UNLOAD_TIMEOUT_SECONDS, 2026.4, 2026.3.1",
  })
  void aFlagExistsFromItsReleaseOn(ServerFlag flag, String first, String before) {
    assertThat(flag.missingIn(version(first))).isEmpty();
    assertThat(flag.missingIn(version(before))).contains("came with OVMS " + first);
  }

  @ParameterizedTest
  @CsvSource({"STATEFUL", "MAX_SEQUENCE_NUMBER", "SEQUENCE_CLEANER_POLL_WAIT_MINUTES"})
  void flagsOfStatefulModelsExistUntil2026Dot2(ServerFlag flag) {
    assertThat(flag.missingIn(version("2026.2.1"))).isEmpty();
    assertThat(flag.missingIn(version("2026.3"))).contains("was removed in OVMS 2026.3");
  }

  @Test
  void aFlagThatCameLaterIsRefused() {
    assertThat(
            Reported.building(
                Programs.server(Programs.chart(), "resnet")
                        .image(OvmsImage.of("2025.3"))
                        .arguments("--api_key_file=/keys/key")
                    ::build))
        .extracting(Object::toString)
        .containsExactly(
            "OVMS244 shop/resnet.arguments[--api_key_file]: \"--api_key_file\" came with OVMS"
                + " 2025.4; OVMS 2025.3 exits at it. Leave it out.");
  }

  /** Commands, and what is of a server that has no configuration file. */
  @ParameterizedTest
  @ValueSource(strings = {"--configure", "--list_models", "--pull", "--source_loras=a"})
  void whatIsForNoServerWithAConfigurationIsRefused(String flag) {
    assertThat(
            Reported.codesBuilding(
                Programs.server(Programs.chart(), "resnet").arguments(flag)::build))
        .containsExactly(FindingCode.ARGUMENT);
  }

  private static OvmsVersion version(String text) {
    return OvmsVersion.parse(text).orElseThrow();
  }
}
