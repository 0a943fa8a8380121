package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as the Deployment and ReplicaSet controllers make them. */
class PodNamesTest {
  private static final String HASH = "7d4f8b9c65";

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 45, 46, 47, 50, 56, 57, 58, 59, 63})
  void thePodsOfADeploymentMatchHoweverLongItsNameIs(int length) {
    String deployment = "r".repeat(length);

    assertThat(pod(deployment, HASH)).matches(PodNames.of(deployment));
    assertThat(pod(deployment, HASH.substring(2))).matches(PodNames.of(deployment));
  }

  @Test
  void thePodsOfOthersDoNot() {
    assertThat(pod("resnet-large", HASH)).doesNotMatch(PodNames.of("resnet"));
    assertThat(pod("resnet", HASH)).doesNotMatch(PodNames.of("resnet-large"));
    assertThat("resnet-0").doesNotMatch(PodNames.of("resnet"));
    assertThat(pod("my-resnet", HASH)).doesNotMatch(PodNames.of("resnet"));
  }

  /** The base is cut so that five characters fit into 63. */
  private static String pod(String deployment, String hash) {
    String base = deployment + "-" + hash + "-";
    return base.substring(0, Math.min(58, base.length())) + "x2b4z";
  }
}
