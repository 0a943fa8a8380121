package io.github.cdk8sovms.cli.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.EndedRequests;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Traffic in JSON files: the output of k6, or a range query of Prometheus. */
final class JsonTraffic {
  private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

  /** Trends with a value in milliseconds for each request. */
  private static final Set<String> DURATIONS = Set.of("http_req_duration", "grpc_req_duration");

  private final Path path;
  private final Spacing spacing;

  JsonTraffic(Path path, Spacing spacing) {
    this.path = path;
    this.spacing = spacing;
  }

  /** Returns whether a file starts like JSON. */
  static boolean isJson(Path path) {
    try (InputStream stream = open(path)) {
      int first = stream.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = stream.read();
      }
      return first == '{' || first == '[';
    } catch (IOException e) {
      // The reader of CSV files reports the reason.
      return false;
    }
  }

  /** Reads one object after the other: k6 writes one for each value. */
  Traffic read() {
    try (InputStream stream = open(path);
        MappingIterator<JsonNode> objects = JSON.readValues(stream)) {
      EndedRequests requests = new EndedRequests();
      RateSamples samples = new RateSamples();
      while (objects.hasNextValue()) {
        JsonNode object = objects.nextValue();
        if (object.path("data").path("result").isArray()) {
          add(object, samples);
        } else if (object.path("type").asText().equals("Point")) {
          add(object, requests, objects.getParser());
        }
      }
      if (!samples.isEmpty()) {
        return samples.traffic(spacing);
      }
      if (requests.isEmpty()) {
        throw new InvalidInputException(
            quoted()
                + " has neither requests of k6 (k6 run --out json=FILE) nor the answer of"
                + " Prometheus to a range query. Give a file of a format in docs/plan.md.");
      }
      return requests.traffic(spacing);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "%s, line %d: it is not valid JSON. Write the file again."
              .formatted(quoted(), e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new InvalidInputException(quoted() + " cannot be read. Check its permissions.");
    }
  }

  private void add(JsonNode answer, RateSamples samples) {
    String type = answer.at("/data/resultType").asText();
    if (!type.equals("matrix")) {
      throw new InvalidInputException(
          "%s has a result of type \"%s\", which has no times. Save the answer to /api/v1/query_range."
              .formatted(quoted(), type));
    }
    samples.add(answer.at("/data/result"), quoted());
  }

  private void add(JsonNode point, EndedRequests requests, JsonParser parser) {
    if (!DURATIONS.contains(point.path("metric").asText())) {
      return;
    }
    double seconds = point.at("/data/value").asDouble(-1) / 1000;
    String time = point.at("/data/time").asText();
    try {
      Instant end = OffsetDateTime.parse(time).toInstant();
      if (seconds >= 0 && requests.add(end.getEpochSecond() + end.getNano() / 1e9, seconds)) {
        return;
      }
    } catch (DateTimeException e) {
      // Reported below.
    }
    throw new InvalidInputException(
        "%s, line %d: \"%s\" is not the time and duration of a request within 115 days of the others. Write the file with k6 run --out json=FILE."
            .formatted(quoted(), parser.currentLocation().getLineNr(), time));
  }

  private String quoted() {
    return '"' + path.toString() + '"';
  }

  private static InputStream open(Path path) throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    return path.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream;
  }
}
