package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.CONNECTIONS_STAY;
import static io.github.cdk8sovms.validation.FindingCode.INVALID_DURATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gRPC client keeps its connection, and thus its pod, until it must reconnect. */
class ConnectionAgeTest {
  private static final String ARGUMENT = ",grpc.max_connection_age_ms=";

  private final Chart chart = Programs.chart();

  @Test
  void isAMinuteByDefault() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();

    assertThat(arguments()).anyMatch(argument -> argument.endsWith(ARGUMENT + "60000"));
    assertThat(server.findings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"PT1S, 1000", "PT30S, 30000", "PT24H, 86400000"})
  void isWrittenInMilliseconds(Duration age, String milliseconds) {
    Programs.server(chart, "resnet").maxConnectionAge(age).build();

    assertThat(arguments()).anyMatch(argument -> argument.endsWith(ARGUMENT + milliseconds));
  }

  @Test
  void withoutOneThereIsNoArgumentButAWarning() {
    OvmsModelServer server =
        Programs.server(chart, "resnet").maxConnectionAge(Duration.ZERO).build();

    assertThat(arguments()).noneMatch(argument -> argument.contains("connection_age"));
    assertThat(server.findings()).extracting(Finding::code).containsExactly(CONNECTIONS_STAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0.5S", "PT1.5S", "PT24H1S"})
  void isWholeSecondsUpToADay(Duration age) {
    assertThat(
            Reported.codesBuilding(Programs.server(chart, "resnet").maxConnectionAge(age)::build))
        .containsExactly(INVALID_DURATION);
  }

  @Test
  void aModelServerHasNoFieldForIt() {
    assertThat(Programs.operatorServer(chart, "resnet").build().findings())
        .extracting(Finding::code)
        .contains(CONNECTIONS_STAY);
    assertThat(Synthesized.of(chart).objects().toString()).doesNotContain("connection_age");
  }

  private List<String> arguments() {
    return StreamSupport.stream(
            Synthesized.of(chart)
                .the("Deployment")
                .at("/spec/template/spec/containers/0/args")
                .spliterator(),
            false)
        .map(JsonNode::asText)
        .toList();
  }
}
