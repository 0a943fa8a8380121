package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
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
      })
  void everythingElseIsRefused(String url) {
    assertThat(codes(url)).containsExactly(INVALID_URL);
  }

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "http://prometheus:9090/a, http://prometheus:9090/a",
    "http://me@prometheus, http://…@prometheus",
    "http://me:secret@prometheus/a, http://…@prometheus/a",
    "http://me:a@b@prometheus, http://…@prometheus",
    "http://prometheus/a@b, http://prometheus/a@b",
    "prometheus, prometheus",
  })
  void reportsShowNoPassword(String url, String shown) {
    assertThat(Urls.withoutPassword(url)).isEqualTo(shown);
  }

  @Test
  void aRefusedUrlIsShownWithoutItsPassword() {
    assertThat(
            Reported.by(
                findings -> Urls.checkHttp(findings, "existing", "http://me:secret@prometheus")))
        .singleElement()
        .extracting(Finding::toString)
        .asString()
        .contains("http://…@prometheus")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/secret", "a?secret", "a#secret", "secret/a@b"})
  void reportsShowNoPasswordEvenIfItShouldHaveBeenEncoded(String password) {
    assertThat(Urls.withoutPassword("http://me:" + password + "@prometheus"))
        .doesNotContain("secret");
  }

  private static List<FindingCode> codes(String url) {
    return Reported.codesBy(findings -> Urls.checkHttp(findings, "existing", url));
  }
}
