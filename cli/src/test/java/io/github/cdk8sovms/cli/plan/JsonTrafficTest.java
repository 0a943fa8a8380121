package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic in JSON files, which other programs write. */
class JsonTrafficTest {
  private static final String K6 =
      """
      {"type":"Metric","data":{"name":"http_req_duration","type":"trend"},"metric":"http_req_duration"}
      {"metric":"http_reqs","type":"Point","data":{"time":"2026-11-29T14:00:01.9Z","value":1,"tags":{}}}
      {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-29T14:00:01.9Z","value":1400.5}}
      {"metric":"http_req_duration","type":"Point","data":{"time":"2026-11-29T16:00:02.5+02:00","value":200}}
      {"metric":"grpc_req_duration","type":"Point","data":{"time":"2026-11-29T14:00:02.4Z","value":300}}
      """;
  private static final String RANGE =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"pod":"a"},"values":[[1795960800,"1"],[1795960830,"2"],[1795960890,"NaN"]]},
        {"metric":{"pod":"b"},"values":[[1795960800,"0.5"],[1795960890,"1"]]}]}}
      """;

  @TempDir private Path directory;

  @Test
  void requestsOfK6StartedBeforeTheyEnded() throws IOException {
    Traffic traffic = read(K6);

    assertThat(traffic.seconds()).isEqualTo(3);
    assertThat(seconds(traffic)).containsExactly(0, 2, 2);
  }

  @Test
  void compressedOutputOfK6IsRead() throws IOException {
    Path file = directory.resolve("k6.json.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(K6.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(seconds(TrafficSource.ofFile(file, Optional.empty(), Spacing.EVEN).traffic()))
        .hasSize(3);
  }

  @Test
  void ratesOfPrometheusAreAddedUp() throws IOException {
    Traffic traffic = read(RANGE);

    assertThat(traffic.seconds()).isEqualTo(120);
    assertThat(seconds(traffic)).hasSize(45 + 60 + 30);
    assertThat(seconds(traffic)).filteredOn(second -> second >= 60 && second < 90).isEmpty();
  }

  @Test
  void csvFilesAreReadByTheSameOption() throws IOException {
    assertThat(seconds(read("time\n0\n1.5\n"))).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1} | has neither requests of k6 (k6 run --out json=FILE) nor the answer of Prometheus to a range query. Give a file of a format in docs/plan.md.
          {"data":{"resultType":"vector","result":[]}} | has a result of type "vector", which has no times. Save the answer to /api/v1/query_range.
          {"data":{"resultType":"matrix","result":[{"values":[[1,"-5"],[2,"1"]]}]}} | has the value "-5", which is not a rate of requests. Query requests a second, such as sum(rate(ovms_requests_success[1m])).
          {"a":1}\\n{"b": | , line 2: it is not valid JSON. Write the file again.
          {"metric":"http_req_duration","type":"Point","data":{"time":"now","value":1}} | , line 1: "now" is not the time and duration of a request within 115 days of the others. Write the file with k6 run --out json=FILE.
          """)
  void otherFilesAreReportedInOneLine(String text, String problem) throws IOException {
    Path file = write(text.replace("\\n", "\n"));

    assertThatThrownBy(() -> TrafficSource.ofFile(file, Optional.empty(), Spacing.EVEN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("\"" + file + "\"" + (problem.startsWith(",") ? "" : " ") + problem);
  }

  @Test
  void aSingleTimeIsNoTraffic() throws IOException {
    Path file =
        write("{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"values\":[[1,\"1\"]]}]}}");

    assertThatThrownBy(() -> TrafficSource.ofFile(file, Optional.empty(), Spacing.EVEN))
        .hasMessage("The range query returned a single time. Query a longer range.");
  }

  private Traffic read(String text) throws IOException {
    return TrafficSource.ofFile(write(text), Optional.empty(), Spacing.EVEN).traffic();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "traffic", ".txt"), text);
  }

  private static List<Integer> seconds(Traffic traffic) {
    List<Integer> seconds = new ArrayList<>();
    Traffic.Arrivals arrivals = traffic.arrivals(1);
    for (double time = arrivals.next(); time < Double.POSITIVE_INFINITY; time = arrivals.next()) {
      seconds.add((int) time);
    }
    return seconds;
  }
}
