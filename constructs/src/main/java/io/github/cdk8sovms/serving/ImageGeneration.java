package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A diffusion model, at {@code /v3/images/generations} and {@code /v3/images/edits}.
 *
 * <pre>{@code
 * ImageGeneration.of("OpenVINO/stable-diffusion-v1-5-int8-ov",
 *         ModelSource.volumeClaim("llms", "sd").manyNodes())
 *     .maxResolution("1024x1024")
 *     .maxSteps(50)
 *     .capacity(1)
 * }</pre>
 *
 * <p>An NPU needs a fixed {@link #resolution(String...)}; without one it is refused (OVMS251).
 */
public final class ImageGeneration extends GenerativeModel<ImageGeneration> {
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{1,4}x[1-9]\\d{1,4}");
  private static final List<GraphOption> SIZES =
      List.of(GraphOption.MAX_RESOLUTION, GraphOption.DEFAULT_RESOLUTION);

  private ImageGeneration(String name, ModelSource source, GenerativeSettings settings) {
    super(name, source, settings);
  }

  /**
   * Returns a diffusion model.
   *
   * @param name the {@code model} of requests, and the {@code name} label of its series
   * @param source the directory of its files
   */
  public static ImageGeneration of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new ImageGeneration(name, source, GenerativeSettings.DEFAULT);
  }

  /**
   * Sets how many inferences run side by side. They are not in OVMS' metrics. Default: one.
   *
   * @param count 1 to 1024
   */
  public ImageGeneration numStreams(int count) {
    return with(settings().property(GenerativeSettings.NUM_STREAMS, String.valueOf(count)));
  }

  /**
   * Compiles the model for these resolutions only, since OVMS 2025.3. Default: any.
   *
   * @param sizes width and height in pixels, such as {@code "512x512"}
   */
  public ImageGeneration resolution(String... sizes) {
    String all = String.join(" ", Required.elements(sizes));
    return with(settings().with(GraphOption.RESOLUTION, all));
  }

  /** Sets the largest resolution of a request. Default: 4096x4096. */
  public ImageGeneration maxResolution(String size) {
    return with(settings().with(GraphOption.MAX_RESOLUTION, Required.nonNull(size)));
  }

  /** Sets the resolution of requests without one. Default: that of the model. */
  public ImageGeneration defaultResolution(String size) {
    return with(settings().with(GraphOption.DEFAULT_RESOLUTION, Required.nonNull(size)));
  }

  /**
   * Sets the most images of a request. Default: 10.
   *
   * @param count 1 to 1000
   */
  public ImageGeneration maxImages(int count) {
    return with(settings().with(GraphOption.MAX_IMAGES, count));
  }

  /**
   * Sets the inference steps of requests without a number. Default: 50.
   *
   * @param count 1 to 1000
   */
  public ImageGeneration defaultSteps(int count) {
    return with(settings().with(GraphOption.DEFAULT_STEPS, count));
  }

  /**
   * Sets the most inference steps of a request. Default: 100.
   *
   * @param count 1 to 1000
   */
  public ImageGeneration maxSteps(int count) {
    return with(settings().with(GraphOption.MAX_STEPS, count));
  }

  @Override
  GenerativeTask task() {
    return GenerativeTask.IMAGE_GENERATION;
  }

  @Override
  ImageGeneration with(GenerativeSettings other) {
    return new ImageGeneration(name(), source(), other);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    GenerativeLimits limits = new GenerativeLimits(settings(), findings);
    limits.streams();
    limits.number(GraphOption.MAX_IMAGES, 1, 1000, "Leave .maxImages(..) out.");
    limits.number(GraphOption.DEFAULT_STEPS, 1, 1000, "Leave .defaultSteps(..) out.");
    limits.number(GraphOption.MAX_STEPS, 1, 1000, "Leave .maxSteps(..) out.");
    settings()
        .option(GraphOption.RESOLUTION)
        .ifPresent(
            all ->
                List.of(String.valueOf(all).split(" ", -1))
                    .forEach(size -> checkSize(limits, "resolution", size)));
    for (GraphOption option : SIZES) {
      settings()
          .option(option)
          .ifPresent(size -> checkSize(limits, option.setter(), String.valueOf(size)));
    }
    limits.require(
        !settings().isOnNpu() || settings().option(GraphOption.RESOLUTION).isPresent(),
        "resolution",
        "an NPU compiles the model for one resolution, and none is given",
        "Add .resolution(\"512x512\").");
  }

  private static void checkSize(GenerativeLimits limits, String option, String size) {
    limits.require(
        SIZE.matcher(size).matches(),
        option,
        quote(size) + " is not a resolution; it must be width and height in pixels",
        "Write a resolution such as \"512x512\".");
  }
}
