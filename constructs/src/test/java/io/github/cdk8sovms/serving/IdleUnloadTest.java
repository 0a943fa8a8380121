package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Models that are unloaded while no request comes. */
class IdleUnloadTest {
  private final Chart chart = Programs.chart();

  @Test
  void modelsOfAServerAreUnloadedTogether() {
    server("2026.4.1").model(model("second")).idleUnload(Duration.ofMinutes(30)).build();

    assertThat(arguments().toString()).contains("--idle_unload_timeout_seconds=1800");
    JsonNode models = config().path("model_config_list");
    assertThat(models).hasSize(2);
    assertThat(models)
        .as("else OVMS keeps only one of them loaded at a time")
        .allSatisfy(each -> assertThat(each.at("/config/group_name").asText()).isEqualTo("all"));
  }

  @Test
  void oneModelNeedsNoGroup() {
    server("2026.4.1").idleUnload(Duration.ofMinutes(30)).build();

    assertThat(config().at("/model_config_list/0/config").has("group_name")).isFalse();
  }

  @Test
  void withoutItNothingChanges() {
    server("2026.4.1").model(model("second")).build();

    assertThat(arguments().toString()).doesNotContain("idle_unload");
    assertThat(config().toString()).doesNotContain("group_name");
  }

  @Test
  void aReleaseThatExitsAtTheFlagIsRefused() {
    OvmsModelServer.Builder server = server("2026.3.1").idleUnload(Duration.ofMinutes(30));

    assertThatThrownBy(server::build)
        .hasMessageContaining(
            "OVMS250 shop/resnet.idleUnload: \"30m\" would not be used: OVMS 2026.3.1 has no"
                + " --idle_unload_timeout_seconds, and exits at it. Use OVMS 2026.4 or newer, or"
                + " leave .idleUnload(..) out.");
  }

  private OvmsModelServer.Builder server(String release) {
    return Programs.server(chart, "resnet").image(OvmsImage.of(release));
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name).anonymous()).streams(2);
  }

  private JsonNode arguments() {
    return Synthesized.of(chart).the("Deployment").at("/spec/template/spec/containers/0/args");
  }

  private JsonNode config() {
    return Synthesized.parse(
        Synthesized.of(chart).the("ConfigMap").at("/data/config.json").asText());
  }
}
