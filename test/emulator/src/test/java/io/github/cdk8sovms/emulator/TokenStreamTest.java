package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream of tokens over HTTP, as clients that measure the time to the first token read it. */
class TokenStreamTest {
  private static final PodTimes TIMES =
      PodTimes.of(ServiceTime.constant(Duration.ofMillis(800))).prefill(0.25);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Timeline timeline = Timeline.real(1);
  private OvmsPod pod;

  @BeforeEach
  void start() throws IOException {
    pod =
        OvmsPod.start(
            "llm-0",
            new PodSpecView(
                "openvino/model_server:2026.3.1",
                List.of(
                    "--config_path=/config/config.json", "--rest_port=8081", "--rest_workers=8"),
                Map.of(),
                Map.of(
                    "/config/config.json",
                    """
                    {"model_config_list": [{"config": {"name": "llm", "base_path": "/graphs/llm"}}]}
                    """,
                    "/graphs/llm/graph.pbtxt",
                    "node { calculator: \"HttpLLMCalculator\" }"),
                OptionalDouble.empty()),
            InetAddress.getByName("127.81.3.9"),
            TIMES,
            timeline);
  }

  @AfterEach
  void end() {
    pod.close();
    timeline.close();
  }

  @Test
  void theFirstEventIsReadBeforeTheOthers() throws Exception {
    long sent = System.nanoTime();
    HttpResponse<Stream<String>> answer = post("llm", BodyHandlers.ofLines());
    List<Long> times =
        answer
            .body()
            .filter(line -> line.startsWith("data: "))
            .map(it -> System.nanoTime())
            .toList();

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(times).hasSize(3);
    assertThat(Duration.ofNanos(times.get(0) - sent)).isGreaterThan(Duration.ofMillis(190));
    // In one piece, both would be read within a millisecond; a slow reader is late for the first.
    assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThan(Duration.ofMillis(50));
  }

  @Test
  void itsEventsAreThoseOfTheApi() throws Exception {
    String body = post("llm", BodyHandlers.ofString()).body();

    assertThat(body.split("\n\n"))
        .containsExactly(
            "data: {\"object\":\"chat.completion.chunk\",\"model\":\"llm\","
                + "\"choices\":[{\"delta\":{\"content\":\"first \"}}]}",
            "data: {\"object\":\"chat.completion.chunk\",\"model\":\"llm\","
                + "\"choices\":[{\"delta\":{\"content\":\"others\"}}]}",
            "data: [DONE]");
  }

  @Test
  void anUnknownModelIsNoStream() throws Exception {
    assertThat(post("other", BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  private <T> HttpResponse<T> post(String model, HttpResponse.BodyHandler<T> handler)
      throws Exception {
    String body =
        """
        {"model": "%s", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 8,
         "stream": true}
        """
            .formatted(model);
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.81.3.9:8081/v3/chat/completions"))
            .POST(BodyPublishers.ofString(body))
            .build(),
        handler);
  }
}
