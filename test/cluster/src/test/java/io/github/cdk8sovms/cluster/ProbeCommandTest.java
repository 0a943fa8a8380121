package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands of probes are run as a kubelet has them run. */
class ProbeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aCommandThatEndsWellPasses() {
    assertThat(run(SECOND, "/bin/bash", "-c", "[ -z \"$HOME$NAME\" ]")).isEmpty();
  }

  @Test
  void aCommandThatFailsSaysWhatItPrinted() {
    assertThat(run(SECOND, "/bin/bash", "-c", "echo no; exit 3")).isEqualTo("exit 3: no");
    assertThat(run(SECOND, "/bin/none")).contains("/bin/none");
  }

  @Test
  void aCommandIsGivenUpAfterItsTimeout() {
    assertThat(run(SECOND, "/bin/sleep", "30")).contains("timed out");
  }

  @Test
  void variablesAreExpandedAndTheUserIsThatOfTheContainer() {
    assertThat(run(SECOND, "/bin/bash", "-c", "echo $(NAME) $$(NAME) $(OTHER) $UID; exit 1"))
        .contains("value")
        .contains("4711");
  }

  @Test
  void theLoopbackAddressIsThatOfThePod() {
    assertThat(run(SECOND, "/bin/bash", "-c", "echo 127.0.0.1; exit 1"))
        .isEqualTo("exit 1: 10.244.128.1");
  }

  @Test
  void whatAPodWritesToTmpIsThereAtTheNextProbeOfItsAddressOnly() {
    assertThat(run(SECOND, "/bin/bash", "-c", "echo seen > /tmp/state")).isEmpty();
    assertThat(run(SECOND, "/bin/bash", "-c", "cat /tmp/state; exit 1")).isEqualTo("exit 1: seen");
    assertThat(
            new ProbeCommand(JSON.createObjectNode(), "10.244.128.2")
                .run(JSON.valueToTree(List.of("/bin/bash", "-c", "[ ! -e /tmp/state ]")), SECOND))
        .isEmpty();
  }

  private static String run(Duration timeout, String... command) {
    JsonNode container =
        JSON.valueToTree(
            java.util.Map.of(
                "securityContext",
                java.util.Map.of("runAsUser", 4711),
                "env",
                List.of(java.util.Map.of("name", "NAME", "value", "value"))));
    return new ProbeCommand(container, "10.244.128.1").run(JSON.valueToTree(command), timeout);
  }
}
