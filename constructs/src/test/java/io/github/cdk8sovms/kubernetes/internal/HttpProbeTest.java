package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cdk8s.plus34.k8s.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProbeTest {

  @Test
  void probesAPathOfANamedPort() {
    Probe probe = HttpProbe.http("/-/ready", "web").every(Duration.ofSeconds(5), 3);

    assertThat(probe.getHttpGet().getPath()).isEqualTo("/-/ready");
    assertThat(probe.getHttpGet().getPort().getValue()).isEqualTo("web");
    assertThat(probe.getHttpGet().getScheme()).isEqualTo("HTTP");
    assertThat(probe.getPeriodSeconds().intValue()).isEqualTo(5);
    assertThat(probe.getFailureThreshold().intValue()).isEqualTo(3);
  }

  @Test
  void mayUseHttps() {
    Probe probe = HttpProbe.https("/livez", "https").every(Duration.ofSeconds(10), 6);

    assertThat(probe.getHttpGet().getScheme()).isEqualTo("HTTPS");
  }

  @ParameterizedTest(name = "{0} are {1} failures")
  @CsvSource({"PT5S, 1", "PT6S, 2", "PT10S, 2", "PT10M, 120", "PT24H, 17280"})
  void allowsAtLeastTheRequestedTime(Duration budget, int failures) {
    Probe probe = HttpProbe.http("/-/ready", "web").within(budget);

    assertThat(probe.getFailureThreshold().intValue()).isEqualTo(failures);
    assertThat(probe.getPeriodSeconds().intValue()).isEqualTo(5);
  }
}
