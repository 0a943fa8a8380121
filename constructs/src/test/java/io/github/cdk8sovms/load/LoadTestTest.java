package io.github.cdk8sovms.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class LoadTestTest {
  private final Chart chart = Programs.chart();
  private final OvmsModelServer server = Programs.server(chart, "resnet").ports(9000, 8000).build();

  @Test
  void theJobEndsWhateverHappensAndIsNotRepeated() {
    load().step(Step.of(5, Duration.ofMinutes(3))).timeout(Duration.ofSeconds(9)).build();

    JsonNode job = Synthesized.of(chart).the("Job").path("spec");
    assertThat(job.path("backoffLimit").asInt(-1)).isZero();
    assertThat(job.path("activeDeadlineSeconds").asInt())
        .as("the load, the last answer, and ten minutes for the start")
        .isEqualTo(180 + 10 + 600);
    assertThat(job.path("ttlSecondsAfterFinished").asInt()).isEqualTo(86_400);
    assertThat(job.at("/template/spec/restartPolicy").asText()).isEqualTo("Never");
  }

  @Test
  void theServerIsCalledByItsServiceOnThePortOfTheProtocol() {
    load().step(Step.of(5, Duration.ofMinutes(3))).build();
    load("grpc").protocol(Protocol.GRPC).step(Step.of(5, Duration.ofMinutes(3))).build();

    assertThat(file("load-config", "target.json").path("url").asText())
        .isEqualTo("http://resnet.serving.svc:8000/v2/models/resnet50/infer");
    assertThat(file("grpc-config", "target.json").path("address").asText())
        .isEqualTo("resnet.serving.svc:9000");
  }

  @Test
  void theLengthOfTheJsonIsThatOfTheFile() {
    load().step(Step.of(5, Duration.ofMinutes(3))).build();

    assertThat(
            file("load-config", "target.json")
                .at("/headers/Inference-Header-Content-Length")
                .asInt())
        .isEqualTo(text("load-config", "request.json").length());
  }

  @Test
  void memoryIsForAllClientsAndTheirRequests() {
    load().step(Step.of(5, Duration.ofMinutes(3))).clients(1).build();
    load("wide").step(Step.of(40, Duration.ofMinutes(3))).clients(1000).build();

    assertThat(memory("load")).isEqualTo("129Mi");
    assertThat(memory("wide")).isEqualTo("378Mi");
  }

  @Test
  void theServersNamespaceIsThatOfTheLoad() {
    LoadTest load = load().step(Step.of(5, Duration.ofMinutes(3))).build();

    assertThat(load.duration()).isEqualTo(Duration.ofMinutes(3));
    assertThat(load.objects()).hasSize(5);
    assertThat(load.job().getMetadata().getNamespace()).isEqualTo("serving");
  }

  @Test
  void requestsToAGenerativeModelAreThoseOfItsTask() {
    OvmsModelServer chat = chat("chat", "2026.3.1").build();
    LoadTest.Builder.create(chart, "chat-load")
        .server(chat)
        .request(ChatRequest.of("Hello.").system("Be brief.").maxTokens(20))
        .step(Step.of(1, Duration.ofMinutes(3)))
        .build();

    assertThat(file("chat-load-config", "target.json").path("url").asText())
        .isEqualTo("http://chat.serving.svc:8081/v1/chat/completions");
    JsonNode request = file("chat-load-config", "request.json");
    assertThat(request.path("model").asText()).isEqualTo("qwen");
    assertThat(request.at("/messages/0/content").asText()).isEqualTo("Be brief.");
    assertThat(request.at("/messages/1/content").asText()).isEqualTo("Hello.");
    assertThat(request.path("max_tokens").asInt()).isEqualTo(20);
    assertThat(request.path("ignore_eos").asBoolean()).isTrue();
  }

  @Test
  void theBasePathIsThatOfTheRelease() {
    LoadTest.Builder.create(chart, "chat-load")
        .server(chat("chat", "2025.4.1").build())
        .request(ChatRequest.of("Hello."))
        .step(Step.of(1, Duration.ofMinutes(3)))
        .build();

    assertThat(file("chat-load-config", "target.json").path("url").asText())
        .isEqualTo("http://chat.serving.svc:8081/v3/chat/completions");
  }

  @Test
  void theTimeoutOfGenerativeRequestsIsTheLongestRequestOfTheServer() {
    OvmsModelServer chat =
        chat("chat", "2026.3.1").maxRequestDuration(Duration.ofSeconds(70)).build();
    LoadTest.Builder.create(chart, "chat-load")
        .server(chat)
        .request(ChatRequest.of("Hello."))
        .step(Step.of(1, Duration.ofMinutes(3)))
        .build();

    assertThat(file("chat-load-config", "target.json").path("timeout").asText()).isEqualTo("1m10s");
  }

  @Test
  void theApiKeyOfTheServerIsSentUnlessAnotherIsGiven() {
    OvmsModelServer chat = chat("chat", "2026.3.1").apiKey("chat-key").build();
    LoadTest.Builder load =
        LoadTest.Builder.create(chart, "chat-load")
            .server(chat)
            .request(ChatRequest.of("Hello."))
            .step(Step.of(1, Duration.ofMinutes(3)));
    load.build();
    LoadTest.Builder.create(chart, "copy")
        .server(chat)
        .request(ChatRequest.of("Hello."))
        .apiKey("key-copy", "token")
        .step(Step.of(1, Duration.ofMinutes(3)))
        .build();

    assertThat(key("chat-load")).isEqualTo("chat-key API_KEY");
    assertThat(key("copy")).isEqualTo("key-copy token");
  }

  private OvmsModelServer.Builder chat(String name, String release) {
    return OvmsModelServer.Builder.create(chart, name)
        .namespace("serving")
        .image(OvmsImage.of(release))
        .generative(
            TextGeneration.of("qwen", ModelSource.volumeClaim("llms", "qwen").manyNodes())
                .capacity(4))
        .resources(Resources.cpu("8").memory("16Gi"));
  }

  private String key(String job) {
    JsonNode pod = pod(job);
    assertThat(pod.at("/containers/0").has("env")).as("the key is in no variable").isFalse();
    assertThat(pod.at("/containers/0/volumeMounts/1/mountPath").asText())
        .isEqualTo("/secrets/api-key");
    String target =
        Synthesized.of(chart).all("ConfigMap").stream()
            .filter(each -> each.at("/metadata/name").asText().equals(job + "-config"))
            .map(each -> each.at("/data/target.json").asText())
            .findFirst()
            .orElseThrow();
    Matcher file =
        Pattern.compile("\"apiKeyFile\" : \"/secrets/api-key/([^\"]+)\"").matcher(target);
    assertThat(file.find()).as(target).isTrue();
    return pod.at("/volumes/1/secret/secretName").asText() + " " + file.group(1);
  }

  @Test
  void withoutPoliciesOfTheServerNoneOpensIt() {
    OvmsModelServer open = Programs.server(chart, "open").withoutNetworkPolicies().build();
    LoadTest load =
        LoadTest.Builder.create(chart, "load")
            .server(open)
            .input(Tensor.of("0", DataType.FP32, 1))
            .step(Step.of(5, Duration.ofMinutes(3)))
            .withoutNetworkPolicies()
            .build();

    assertThat(load.objects())
        .extracting(object -> object.getKind())
        .doesNotContain("NetworkPolicy");
  }

  private LoadTest.Builder load() {
    return load("load");
  }

  private LoadTest.Builder load(String id) {
    return LoadTest.Builder.create(chart, id)
        .server(server)
        .input(Tensor.of("0", DataType.FP32, 1));
  }

  private String memory(String job) {
    return container(job).at("/resources/limits/memory").asText();
  }

  private JsonNode container(String job) {
    return pod(job).at("/containers/0");
  }

  private JsonNode pod(String job) {
    return Synthesized.of(chart).all("Job").stream()
        .filter(each -> each.at("/metadata/name").asText().equals(job))
        .findFirst()
        .orElseThrow()
        .at("/spec/template/spec");
  }

  private JsonNode file(String configMap, String name) {
    return Synthesized.parse(text(configMap, name));
  }

  private String text(String configMap, String name) {
    return Synthesized.of(chart).all("ConfigMap").stream()
        .filter(each -> each.at("/metadata/name").asText().equals(configMap))
        .findFirst()
        .orElseThrow()
        .path("data")
        .path(name)
        .asText();
  }
}
