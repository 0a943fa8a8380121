package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** How clients reach generative models, and how long they may take. */
class GenerativeAccessTest {
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "m").manyNodes();

  private final Chart chart = Programs.chart();

  private OvmsModelServer.Builder serving(GenerativeModel<?> model) {
    return OvmsModelServer.Builder.create(chart, "chat")
        .image(OvmsImage.of("2026.3.1"))
        .generative(model);
  }

  private static TextGeneration chat() {
    return TextGeneration.of("chat", CLAIM).cacheSize(1).capacity(100);
  }

  private JsonNode pod() {
    return Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
  }

  @Test
  void theKeyIsAFileOfTheSecretAndInNoManifest() {
    OvmsModelServer server = serving(chat()).apiKey("chat-key").build();

    assertThat(server.findings()).extracting(Finding::code).isEmpty();
    assertThat(pod().at("/containers/0/args").toString())
        .contains("--api_key_file=/secrets/api-key/API_KEY");
    assertThat(pod().at("/volumes").toString())
        .contains("{\"name\":\"api-key\",\"secret\":{\"secretName\":\"chat-key\"}}");
  }

  @Test
  void withoutAKeyAWarningSaysWhoCanUseTheModels() {
    assertThat(serving(chat()).build().findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.NO_API_KEY);
  }

  @Test
  void theUrlOfTheOpenAiApiFollowsTheRelease() {
    assertThat(serving(chat()).build().endpoint().openAiUrl())
        .isEqualTo("http://chat.default.svc:8081/v1");
    assertThat(Programs.server(Programs.chart(), "old").build().endpoint().openAiUrl())
        .isEqualTo("http://old.serving.svc:8081/v3");
  }

  @Test
  void answersOfMinutesAreDrainedUnlessADurationIsGiven() {
    assertThat(ServerLink.of(serving(chat()).build()).maxRequestDuration())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(pod().at("/terminationGracePeriodSeconds").asInt()).isEqualTo(135);
    Chart other = Programs.chart();
    assertThat(
            ServerLink.of(
                    Programs.server(other, "a")
                        .generative(chat())
                        .maxRequestDuration(Duration.ofSeconds(20))
                        .build())
                .maxRequestDuration())
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(
            ServerLink.of(Programs.server(other, "b").generative(Embeddings.of("e", CLAIM)).build())
                .maxRequestDuration())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void oneConnectionOfGrpcShowsTwiceTheCapacity() {
    serving(chat()).build();

    assertThat(pod().at("/containers/0/args").toString())
        .contains("grpc.max_concurrent_streams=200,", "--grpc_max_threads=256");
  }
}
