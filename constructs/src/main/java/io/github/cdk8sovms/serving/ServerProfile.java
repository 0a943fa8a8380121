package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.manifest.Profile;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.internal.Required;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was measured of one pod of a server: the file that {@code cdk8s-ovms profile} writes from
 * the result of a {@code CapacityTest}. It holds for the image, device, model and streams that were
 * measured, and is refused for others (OVMS437). A server with less memory than was measured in use
 * is warned of (OVMS439).
 *
 * <pre>{@code
 * ServerProfile profile = ServerProfile.read(Path.of("profiles/resnet.yaml"));
 *
 * RatioAutoscaler.Builder.create(chart, "autoscaler")
 *     .target(resnet)
 *     .metrics(adapter)
 *     .profile(profile)
 *     .promise(Duration.ofSeconds(1))
 *     .replicas(2, 8)
 *     .build();
 * }</pre>
 */
public final class ServerProfile {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Profile profile;

  private ServerProfile(Profile profile) {
    this.profile = profile;
  }

  /**
   * Reads a profile, relative to the working directory of the program.
   *
   * @throws InvalidConfigurationException if the file cannot be read, or is no profile
   */
  public static ServerProfile read(Path file) {
    Required.nonNull(file);
    try {
      return of(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw invalid(
          file.toString(),
          quote(file) + " cannot be read",
          "Correct the path, which starts at the working directory of the program, or write the file"
              + " with cdk8s-ovms profile.");
    }
  }

  /**
   * Parses a profile.
   *
   * @param name for messages
   * @param yaml the text of the file
   * @throws InvalidConfigurationException if it is no profile
   */
  public static ServerProfile of(String name, String yaml) {
    Required.nonNull(name, "name");
    Required.nonNull(yaml, "yaml");
    try {
      return new ServerProfile(Profile.read(name, yaml, ServerProfile::parse));
    } catch (InvalidInputException e) {
      throw invalid(
          name,
          String.valueOf(e.getMessage()).replaceFirst("\\. .*$", ""),
          "Write the file with cdk8s-ovms profile.");
    }
  }

  private static Object parse(String text) {
    try {
      Object parsed = YAML.readValue(text, Object.class);
      return parsed == null ? List.of() : parsed;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static InvalidConfigurationException invalid(String name, String problem, String fix) {
    return new InvalidConfigurationException(
        List.of(new Finding(FindingCode.PROFILE, name, problem, fix)));
  }

  /** Returns the name of the file. */
  public String name() {
    return profile.file();
  }

  /** Returns the measured time from the creation of a pod until it was ready. */
  public Optional<Duration> startTime() {
    return profile.start();
  }

  /** Returns the measured service time. */
  public ServiceTime serviceTime() {
    return profile.serviceTime();
  }

  /** Returns the most memory that the server was measured to use, in bytes. */
  public OptionalLong memory() {
    return profile
        .memory()
        .map(bytes -> OptionalLong.of(bytes.longValue()))
        .orElseGet(OptionalLong::empty);
  }

  /** Returns the lowest mean service time, that of an idle pod. */
  public Duration fastest() {
    return Duration.ofNanos(Math.round(profile.fastest() * 1e9));
  }

  /** Returns the measured streams; empty for a graph. */
  public Optional<Integer> streams() {
    return profile.streams();
  }

  /**
   * Returns how many requests a pod takes in time, for {@code .capacity(..)} of a graph or
   * generative model.
   *
   * @throws InvalidConfigurationException if the profile does not have it
   */
  public int capacity() {
    double atOnce =
        profile
            .atOnce()
            .filter(number -> number >= 1)
            .orElseThrow(
                () ->
                    invalid(
                        profile.file(),
                        quote(profile.file()) + " has no capacity.atOnce of at least 1",
                        "Run the capacity test with a latency that the server keeps for one request,"
                            + " or write .capacity(..) with a number."));
    return (int) Math.min(atOnce, Integer.MAX_VALUE);
  }

  /** Returns the profile that plans read. */
  public Profile values() {
    return profile;
  }
}
