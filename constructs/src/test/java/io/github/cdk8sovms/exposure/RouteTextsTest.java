package io.github.cdk8sovms.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostnames and paths, by the rules of Gateway API. */
class RouteTextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "*.example.com", "localhost", "a-1.b", "1.example"})
  void hostnames(String name) {
    assertThat(Reported.by(it -> new Hostnames(List.of(name)).check(it, "http"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a.*.b",
        "*example.com",
        "Example.com",
        "example.com.",
        "-a.b",
        "a_b.c",
        "10.0.0.1",
        "::1",
        "example.com:443",
        "https://example.com",
        "ä.example"
      })
  void noHostnames(String name) {
    assertThat(Reported.codesBy(it -> new Hostnames(List.of(name)).check(it, "http")))
        .containsExactly(FindingCode.ROUTE_HOSTNAME);
  }

  @Test
  void labelsHaveAtMost63CharactersAndARoute16Hostnames() {
    List<String> seventeen =
        IntStream.range(0, 17).mapToObj(number -> "a" + number + ".example.com").toList();

    assertThat(Reported.codesBy(it -> new Hostnames(seventeen).check(it, "http")))
        .containsExactly(FindingCode.ROUTE_HOSTNAME);
    assertThat(Reported.codesBy(it -> new Hostnames(List.of("a".repeat(64))).check(it, "http")))
        .containsExactly(FindingCode.ROUTE_HOSTNAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/models/resnet50/", "/v3/chat/completions", "/v2/a%20b"})
  void paths(String path) {
    assertThat(Reported.by(new RoutePaths(List.of(path))::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v2", "/v2//x", "/v2/../x", "/v2/.", "/v2?x=1", "/v2#x", "/v2/%2fx", "/v2 "})
  void noPaths(String path) {
    assertThat(Reported.codesBy(new RoutePaths(List.of(path))::check))
        .containsExactly(FindingCode.ROUTE_PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/metrics/", "/v1", "/v1/config", "/v1/config/reload"})
  void pathsToInternals(String path) {
    assertThat(Reported.codesBy(new RoutePaths(List.of(path))::check))
        .containsExactly(FindingCode.ROUTE_TO_INTERNALS);
  }

  @Test
  void theRootReachesBothInternals() {
    assertThat(Reported.codesBy(new RoutePaths(List.of("/"))::check))
        .containsExactly(FindingCode.ROUTE_TO_INTERNALS, FindingCode.ROUTE_TO_INTERNALS);
    assertThat(Reported.by(new RoutePaths(List.of("/v1/configuration", "/metric"))::check))
        .isEmpty();
  }
}
