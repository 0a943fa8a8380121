package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://prometheus",
        "http://prometheus.monitoring.svc:9090",
        "https://prometheus.example.com/prefix/",
        "http://10.0.0.1:1",
        "http://[fd00::1]:65535",
      })
  void addressesOfServers(String url) {
    assertThat(codes(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "prometheus:9090",
        "//prometheus",
        "ftp://prometheus",
        "http://",
        "http:///path",
        "http://prometheus:0",
        "http://prometheus:65536",
        "http://prometheus:port",
        "http://me@prometheus",
        "http://prometheus/?a=b",
        "http://prometheus#top",
        "http://prometheus --flag",
        "http://prometheus\n",
        "http://{{host}}",
        "http://010.0.0.1",
        "http://10.0.0.256",
      })
  void everythingElseIsRefused(String url) {
    assertThat(codes(url)).containsExactly(INVALID_URL);
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.monitoring.svc, monitoring, prometheus",
    "prometheus.monitoring.svc.cluster.local, monitoring, prometheus",
    "prometheus-k8s-0.prometheus-operated.monitoring.svc, monitoring, prometheus-operated",
    "minio-0.minio.storage.svc.cluster.local, storage, minio",
  })
  void servicesAndTheirPodsHaveANamespace(String host, String namespace, String service) {
    assertThat(Urls.serviceNamespace(host)).contains(namespace);
    assertThat(Urls.serviceName(host)).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "mimir.example.com", "10.0.0.1", "a.b.c.d.svc"})
  void otherHostsHaveNone(String host) {
    assertThat(Urls.serviceNamespace(host)).isEmpty();
    assertThat(Urls.serviceName(host)).isEqualTo(host);
  }

  @Test
  void namesAreAtMostAsLongAsDnsTakesThem() {
    assertThat(codes("http://" + "a".repeat(63) + ".b")).isEmpty();
    assertThat(codes("http://" + "a".repeat(64) + ".b")).containsExactly(INVALID_URL);
    assertThat(codes("http://" + "a.".repeat(127) + "b")).containsExactly(INVALID_URL);
  }

  private static List<FindingCode> codes(String url) {
    return Checked.codesBy(findings -> Urls.checkHttp(findings, "existing", url, "http://a"));
  }
}
