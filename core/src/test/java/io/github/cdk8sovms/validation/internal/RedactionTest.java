package io.github.cdk8sovms.validation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String DIGEST = "@sha256:" + "0".repeat(64);

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "http://prometheus:9090/a, http://prometheus:9090/a",
    "http://me@prometheus, http://…@prometheus",
    "http://me:secret@prometheus/a, http://…@prometheus/a",
    "http://me:a@b@prometheus, http://…@prometheus",
    "http://prometheus/a@b, http://prometheus/a@b",
    "prometheus, prometheus",
    "s3://me:pw@models/a, s3://…@models/a",
    "me:pw@minio:9000, …@minio:9000",
    "https://me:pw@registry.io/a, https://…@registry.io/a",
    "git@git.example.com:a/b, git@git.example.com:a/b",
    "https://a.b/c?sig=abc&x=1, https://a.b/c?sig=…&x=1",
    "https://a.b/c?X-Amz-Signature=abc&X-Amz-Security-Token=d,"
        + " https://a.b/c?X-Amz-Signature=…&X-Amz-Security-Token=…",
  })
  void whatIsSecretIsLeftOut(String text, String shown) {
    assertThat(Redaction.of(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/secret", "a?secret", "a#secret", "secret/a@b", "secret:secret"})
  void alsoWhereItShouldHaveBeenEncoded(String password) {
    assertThat(Redaction.of("http://me:" + password + "@prometheus")).doesNotContain("secret");
    assertThat(Redaction.of("me:" + password + "@prometheus")).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.io:5000/a:1",
        "max by (pod) (up{a=\"b:c\"} @ end())",
        "sum(a:b:rate5m{x=\"y@z\"})"
      })
  void otherTextIsKept(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @Test
  void aDigestIsNoHost() {
    assertThat(Redaction.of("registry.io:5000/a:1" + DIGEST))
        .isEqualTo("registry.io:5000/a:1" + DIGEST);
    assertThat(Redaction.of("me:pw@registry.io/a" + DIGEST)).isEqualTo("…@registry.io/a" + DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-4f9aB2c81d7e6a5b3c2d1e0f",
        "sk-proj-Ab12Cd34Ef56Gh78",
        "hf_QwErTyUiOpAsDfGhJkLzXcVbNm12345678",
        "9f86d081884c7d659a2feaa0c55ad015",
        "q83vEjRWeJq83vEjRWeJq83vEjRWeA==",
        "AKIAIOSFODNN7EXAMPLE"
      })
  void keysAreRecognized(String key) {
    assertThat(Redaction.isKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat-key",
        "hf-token",
        "sk-learn-models-2026-11-29-key",
        "huggingfacetokenofteamlanguage",
        "vision-resnet50-s3-credentials-1234",
        "key1",
        ""
      })
  void namesAreNoKeys(String name) {
    assertThat(Redaction.isKey(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//", "@", ":", "/:@", "?a=", "&sig=a", "http://a:", "sha1:"})
  void aTextOfAMegabyteIsRead(String part) {
    assertThat(Redaction.of("http://" + part.repeat(200_000))).isNotEmpty();
    assertThat(Redaction.of(part.repeat(200_000) + "@a")).isNotEmpty();
  }
}
