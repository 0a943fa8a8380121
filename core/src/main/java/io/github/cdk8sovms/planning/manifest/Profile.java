package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A measured server: the mean service time by the requests that it executes at a time.
 *
 * @param file its name, for messages
 * @param image the image that was measured
 * @param device the device
 * @param model the model or graph; empty if it holds for any
 * @param streams the streams of the model; empty for a graph
 * @param start the time from the creation of a pod until it was ready, if measured
 * @param serviceTime the service time
 * @param fastest the lowest mean service time in seconds, which no load goes below
 * @param memory the most bytes that the server used, if measured
 * @param atOnce the requests that a pod takes in time, if measured: of a model the mean number at
 *     the highest rate, of a graph the highest number
 */
public record Profile(
    String file,
    String image,
    String device,
    String model,
    Optional<Integer> streams,
    Optional<Duration> start,
    ServiceTime serviceTime,
    double fastest,
    Optional<Double> memory,
    Optional<Double> atOnce) {
  private static final int MOST_CONCURRENCY = 100_000;

  /**
   * Reads a profile, which is YAML or JSON.
   *
   * @throws InvalidInputException if it is none
   */
  public static Profile read(String file, String text, TextParser parser) {
    Node profile = new Texts(parser).parse('"' + file + '"', text);
    Node spread = new Node(profile.at("spread").text().replaceFirst("\\s*%$", ""));
    double percent =
        optional(
                file,
                spread,
                "a spread in percent",
                value -> Amount.of(value).filter(number -> number >= 0))
            .orElse(0.0);
    double[] means = means(file, profile.at("serviceTime").fields());
    return new Profile(
        file,
        profile.at("image").text(),
        profile.at("device").text(),
        profile.at("model").text(),
        optional(file, profile.at("streams"), "a number of streams", Node::integer),
        optional(
            file,
            profile.at("startTime"),
            "a start time",
            time -> DurationTexts.parse(time.text())),
        ServiceTime.byConcurrency(means, percent / 100),
        Arrays.stream(means).min().orElseThrow(),
        optional(file, profile.at("memory"), "a memory size", Profile::positive),
        optional(
            file, profile.at("capacity", "atOnce"), "a number of requests", Profile::positive));
  }

  private static <T> Optional<T> optional(
      String file, Node value, String what, Function<Node, Optional<T>> parser) {
    return value.text().isEmpty()
        ? Optional.empty()
        : Optional.of(
            parser
                .apply(value)
                .orElseThrow(() -> invalid(file, "\"" + value.text() + "\" is not " + what)));
  }

  private static Optional<Double> positive(Node number) {
    return Amount.of(number).filter(value -> value > 0);
  }

  /** Returns the mean for each concurrency, between measured ones by a straight line. */
  private static double[] means(String file, Map<String, Node> measured) {
    TreeMap<Integer, Double> means = new TreeMap<>();
    measured.forEach(
        (key, value) -> {
          int concurrency =
              new Node(key)
                  .integer()
                  .filter(number -> number > 0 && number <= MOST_CONCURRENCY)
                  .orElseThrow(() -> invalid(file, "\"" + key + "\" is not a concurrency"));
          double seconds =
              DurationTexts.seconds(value.text())
                  .filter(number -> number > 0)
                  .orElseThrow(
                      () -> invalid(file, "\"" + value.text() + "\" is not a service time"));
          means.put(concurrency, seconds);
        });
    if (means.isEmpty()) {
      throw invalid(file, "it has no serviceTime");
    }
    double[] all = new double[means.lastKey()];
    for (int i = 0; i < all.length; i++) {
      Map.Entry<Integer, Double> below = means.floorEntry(i + 1);
      Map.Entry<Integer, Double> above = means.ceilingEntry(i + 1);
      if (below == null || below.getKey().equals(above.getKey())) {
        all[i] = above.getValue();
      } else {
        double part = (i + 1.0 - below.getKey()) / (above.getKey() - below.getKey());
        all[i] = below.getValue() + part * (above.getValue() - below.getValue());
      }
    }
    return all;
  }

  /**
   * Checks that it was measured on what is planned.
   *
   * @throws InvalidInputException if image, device, model or streams differ
   */
  public void check(PlanManifest manifest) {
    for (ServableSpec servable : manifest.spec().server().servables()) {
      if (servable.share() > 0) {
        Optional<Integer> planned =
            servable instanceof ServableSpec.ModelSpec spec
                ? Optional.of(spec.streams())
                : Optional.empty();
        difference(manifest.image(), manifest.device(), servable.name(), planned)
            .ifPresent(
                other -> {
                  throw new InvalidInputException(
                      "The profile \"%s\" was measured with %s \"%s\", and the manifest has \"%s\". Measure it again."
                          .formatted(file, other.what(), other.measured(), other.planned()));
                });
      }
    }
  }

  /**
   * What differs between the measured server and a planned one.
   *
   * @param what image, device, model or streams
   */
  public record Difference(String what, String measured, String planned) {}

  /**
   * Returns the first difference to a server; an empty text and no streams are not compared.
   *
   * @param ofImage its image
   * @param ofDevice the device of the model
   * @param ofModel the name of the model
   * @param ofStreams the streams of the model
   */
  public Optional<Difference> difference(
      String ofImage, String ofDevice, String ofModel, Optional<Integer> ofStreams) {
    return Stream.of(
            new Difference("image", image, ofImage),
            new Difference("device", device, ofDevice),
            new Difference("model", model, ofModel),
            new Difference("streams", text(streams), text(ofStreams)))
        .filter(each -> !each.measured().isEmpty() && !each.planned().isEmpty())
        .filter(each -> !each.measured().equals(each.planned()))
        .findFirst();
  }

  private static String text(Optional<Integer> number) {
    return number.map(String::valueOf).orElse("");
  }

  private static InvalidInputException invalid(String file, String problem) {
    return new InvalidInputException(
        "\"%s\" is not a profile: %s. It needs serviceTime with a time for each concurrency, such as 1: 180ms."
            .formatted(file, problem));
  }
}
