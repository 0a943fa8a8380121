package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.input.Durations;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A measured server: the mean service time by the requests that it executes at a time.
 *
 * @param file its name, for messages
 * @param image the image that was measured
 * @param device the device
 * @param streams the streams of the model; empty for a graph
 * @param start the time from the creation of a pod until it was ready, if measured
 * @param serviceTime the service time
 */
public record Profile(
    String file,
    String image,
    String device,
    Optional<Integer> streams,
    Optional<Duration> start,
    ServiceTime serviceTime) {
  private static final int MOST_CONCURRENCY = 100_000;

  /**
   * Reads a profile, which is YAML or JSON.
   *
   * @throws InvalidInputException if it is none
   */
  public static Profile read(String file, String text, TextParser parser) {
    Node profile = new Texts(parser).parse('"' + file + '"', text);
    String spread = profile.at("spread").text().replaceFirst("\\s*%$", "");
    double part =
        spread.isEmpty()
            ? 0
            : Amount.of(new Node(spread))
                .filter(value -> value >= 0)
                .orElseThrow(() -> invalid(file, "\"" + spread + "\" is not a spread in percent"));
    return new Profile(
        file,
        profile.at("image").text(),
        profile.at("device").text(),
        profile.at("streams").integer(),
        Durations.parse(profile.at("startTime").text()),
        ServiceTime.byConcurrency(means(file, profile.at("serviceTime").fields()), part / 100));
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
              Durations.seconds(value.text())
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
   * @throws InvalidInputException if image, device or streams differ
   */
  public void check(PlanManifest manifest) {
    String planned = manifest.image();
    if (!image.isEmpty() && !image.equals(planned)) {
      throw other("image", image, planned);
    }
    if (!device.isEmpty() && !manifest.device().isEmpty() && !device.equals(manifest.device())) {
      throw other("device", device, manifest.device());
    }
    for (ServableSpec servable : manifest.spec().server().servables()) {
      if (servable instanceof ServableSpec.ModelSpec model
          && model.share() > 0
          && streams.isPresent()
          && streams.get() != model.streams()) {
        throw other("streams", streams.get().toString(), String.valueOf(model.streams()));
      }
    }
  }

  private InvalidInputException other(String what, String measured, String planned) {
    return new InvalidInputException(
        "The profile \"%s\" was measured with %s \"%s\", and the manifest has \"%s\". Measure it again."
            .formatted(file, what, measured, planned));
  }

  private static InvalidInputException invalid(String file, String problem) {
    return new InvalidInputException(
        "\"%s\" is not a profile: %s. It needs serviceTime with a time for each concurrency, such as 1: 180ms."
            .formatted(file, problem));
  }
}
