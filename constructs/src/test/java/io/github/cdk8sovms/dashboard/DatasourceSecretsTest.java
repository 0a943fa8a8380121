package io.github.cdk8sovms.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cdk8sovms.monitoring.PrometheusAccess;
import org.junit.jupiter.api.Test;

class DatasourceSecretsTest {
  /** Grafana takes a query string, in which a value must not add a parameter. */
  @Test
  void parametersAreEncoded() {
    PrometheusAccess access =
        PrometheusAccess.open()
            .queryParameter("dedup", "true")
            .queryParameter("partial_response", "a&dedup=false");

    assertThat(new DatasourceSecrets(access).jsonData())
        .contains(entry("customQueryParameters", "dedup=true&partial_response=a%26dedup%3Dfalse"));
  }
}
