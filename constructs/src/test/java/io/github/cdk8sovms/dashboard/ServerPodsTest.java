package io.github.cdk8sovms.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.List;
import java.util.regex.Pattern;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPodsTest {
  private static final Pattern NAMES = Pattern.compile("pod=~\"([^\"]*)\"");

  private final Chart chart = Programs.chart();

  @ParameterizedTest
  @CsvSource({
    "resnet-5d8f7c9b64-x2k4p, true",
    "resnet-7c9b6-x2k4p, true",
    "resnet-large-5d8f7c9b64-x2k4p, false",
    "my-resnet-5d8f7c9b64-x2k4p, false",
    "resnet-0, false",
    "resnet, false"
  })
  void podsOfADeploymentAreThoseOfThisServer(String pod, boolean matches) {
    SeriesSelector pods =
        ServerPods.of(Programs.server(chart, "resnet").build(), SeriesLabels.STANDARD);

    assertThat(pods.matchers()).startsWith("namespace=\"serving\",");
    assertThat(pod.matches(names(pods))).isEqualTo(matches);
  }

  @Test
  void theOperatorUsesAnotherDeploymentName() {
    SeriesSelector pods =
        ServerPods.of(Programs.operatorServer(chart, "resnet").build(), SeriesLabels.STANDARD);

    assertThat("resnet-ovms-5d8f7c9b64-x2k4p").matches(names(pods));
  }

  /** Kubernetes truncates the prefix of a generated name to 58 characters. */
  @ParameterizedTest
  @CsvSource({"46, 5d8f7c9b64-x2k4p", "47, 5d8f7c9b64x2k4p", "50, 5d8f7c9x2k4p", "57, x2k4p"})
  void longNamesAreTruncatedAsInKubernetes(int length, String rest) {
    String name = "r".repeat(length);
    SeriesSelector pods =
        ServerPods.of(Programs.server(chart, name).build(), SeriesLabels.STANDARD);

    assertThat(name + "-" + rest).hasSizeLessThanOrEqualTo(63).matches(names(pods));
  }

  @Test
  void severalServersAreAlternatives() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert = Programs.server(chart, "bert").namespace("language").build();

    SeriesSelector pods = ServerPods.of(List.of(resnet, bert), SeriesLabels.STANDARD);

    assertThat(pods.matchers()).startsWith("namespace=~\"$namespace\",");
    assertThat("resnet-5d8f7c9b64-x2k4p").matches(names(pods));
    assertThat("bert-5d8f7c9b64-x2k4p").matches(names(pods));
  }

  private static String names(SeriesSelector pods) {
    var names = NAMES.matcher(pods.matchers());
    assertThat(names.find()).isTrue();
    return names.group(1);
  }
}
