package io.github.cdk8sovms.synthesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.CsvFiles;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.input.Promises;
import io.github.cdk8sovms.planning.input.ServiceTimes;
import io.github.cdk8sovms.planning.input.Shapes;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import io.github.cdk8sovms.planning.report.PlanReport;
import io.github.cdk8sovms.planning.report.SeedRange;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.serving.StartBudget;
import io.github.cdk8sovms.serving.internal.StageTimes;
import io.github.cdk8sovms.validation.internal.Required;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;

/**
 * Replays traffic on the autoscaler of a chart, before it is deployed. It simulates the objects
 * that the chart emits, patches included, and emits none itself.
 *
 * <pre>{@code
 * PlanReport report = TrafficPlan.of(chart)
 *     .traffic("step:8..50@60s/300s")
 *     .serviceTime("200ms±50%")
 *     .start(Duration.ofSeconds(25))
 *     .run();
 *
 * System.out.print(report.text());
 * }</pre>
 *
 * <p>The command {@code cdk8s-ovms plan} does the same with manifests, and also reads the output of
 * k6 and Prometheus.
 */
public final class TrafficPlan {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final List<Chart> charts;
  private final ManifestOptions.Builder options = ManifestOptions.builder();
  private @Nullable String shape;
  private @Nullable Path file;
  private @Nullable String serviceTime;
  private @Nullable ServerProfile profile;
  private @Nullable Duration start;
  private boolean startGiven;
  private String promise = "95%<1s";
  private long seed = 1;

  private TrafficPlan(List<Chart> charts) {
    this.charts = charts;
  }

  /** Plans the only autoscaler in charts, which also contain its server and its Prometheus. */
  public static TrafficPlan of(Chart first, Chart... more) {
    Required.nonNull(first, "first");
    List<Chart> charts = new ArrayList<>(List.of(first));
    charts.addAll(Required.elements(more));
    return new TrafficPlan(charts);
  }

  /**
   * Sets the traffic in words, in requests a second. Required, unless a file has it.
   *
   * @param words such as {@code step:8..50@60s/300s}; see {@link Shapes}
   */
  public TrafficPlan traffic(String words) {
    this.shape = Required.nonNull(words, "words");
    return this;
  }

  /** Sets the traffic in a CSV file, with times of requests or counts per interval. */
  public TrafficPlan traffic(Path csv) {
    this.file = Required.nonNull(csv, "csv");
    return this;
  }

  /**
   * Sets the time of an inference: {@code 200ms}, or {@code 200ms±50%}. Required without a profile.
   */
  public TrafficPlan serviceTime(String words) {
    this.serviceTime = Required.nonNull(words, "words");
    return this;
  }

  /**
   * Uses what was measured of the server: its service times, and its start time unless {@link
   * #start} is given. The plan refuses a profile of another image, device, model or streams.
   */
  public TrafficPlan profile(ServerProfile measured) {
    this.profile = Required.nonNull(measured, "measured");
    return this;
  }

  /** Sets what clients are promised. Default: {@code 95%<1s}. */
  public TrafficPlan promise(String words) {
    this.promise = Required.nonNull(words, "words");
    return this;
  }

  /**
   * Sets the time from the creation of a pod until it is ready. Default: 30 seconds, for a small
   * model on a node that has the image.
   */
  public TrafficPlan start(Duration untilReady) {
    this.start = Required.nonNull(untilReady, "untilReady");
    return this;
  }

  /**
   * Sets the start by stage, with the typical durations of a budget such as {@code
   * resnet.startBudget()}: the autoscaler and Prometheus see a pending pod as another than one that
   * loads its models.
   */
  public TrafficPlan start(StartBudget budget) {
    Required.nonNull(budget, "budget");
    StageTimes times = StageTimes.of(budget);
    startGiven = true;
    options.start(
        new StartDurations(
            times.typical(StartStage.SCHEDULE).plus(times.typical(StartStage.NODE)),
            times.typical(StartStage.IMAGE),
            times.typical(StartStage.FETCH),
            times.typical(StartStage.LOAD),
            times.typical(StartStage.WARM_UP),
            times.typical(StartStage.PROBE)));
    return this;
  }

  /** Sets the scrape interval. Default: that in the charts. */
  public TrafficPlan scrapeInterval(Duration interval) {
    options.scrapeInterval(Required.nonNull(interval, "interval"));
    return this;
  }

  /** Chooses one of several autoscalers: {@code NAME} or {@code NAMESPACE/NAME}. */
  public TrafficPlan autoscaler(String name) {
    options.autoscaler(Required.nonNull(name, "name"));
    return this;
  }

  /** Chooses the model that gets the traffic, if the server has several. */
  public TrafficPlan model(String name) {
    options.model(Required.nonNull(name, "name"));
    return this;
  }

  /** Leaves a metric out that a plan cannot simulate, such as {@code cpu}. */
  public TrafficPlan ignore(String metric) {
    options.ignore(Required.nonNull(metric, "metric"));
    return this;
  }

  /** Sets the seed of all chance. Default: 1. The same seed gives the same result. */
  public TrafficPlan seed(long number) {
    this.seed = number;
    return this;
  }

  /**
   * Runs the plan.
   *
   * @throws InvalidInputException if the charts or the traffic cannot be planned; its message has
   *     the fix
   */
  public PlanReport run() {
    Promise promised = Promises.parse(promise);
    if ((serviceTime == null) == (profile == null)) {
      throw new InvalidInputException(
          "A plan needs the time of an inference. Add .serviceTime(\"200ms\") or .profile(..).");
    }
    ServiceTime time =
        profile == null
            ? ServiceTimes.parse(Required.nonNull(serviceTime, "serviceTime"))
            : profile.serviceTime();
    if (start != null) {
      options.start(start);
    } else if (profile != null && !startGiven) {
      profile.startTime().ifPresent(options::start);
    }
    Traffic traffic = traffic();
    PlanManifest manifest = PlanManifest.read(objects(), TrafficPlan::parse, options.build());
    if (profile != null) {
      profile.values().check(manifest);
    }
    PlanResult result = Plan.run(manifest.spec(), traffic, time, promised, seed);
    return new PlanReport(
        manifest,
        shape == null ? String.valueOf(file) : shape,
        profile == null ? serviceTime : profile.name(),
        promised,
        seed,
        OptionalDouble.empty(),
        result,
        SeedRange.of(manifest.spec(), traffic, time, promised, seed, result));
  }

  private Traffic traffic() {
    if ((shape == null) == (file == null)) {
      throw new InvalidInputException(
          "A plan needs one traffic. Add .traffic(\"step:8..50@60s/300s\") or a file.");
    }
    return shape != null
        ? Shapes.parse(shape, Spacing.POISSON)
        : CsvFiles.read(Required.nonNull(file, "file"), Optional.empty(), Spacing.POISSON);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, ?>> objects() {
    return charts.stream()
        .flatMap(chart -> chart.toJson().stream())
        .<Map<String, ?>>map(object -> (Map<String, ?>) object)
        .toList();
  }

  private static @Nullable Object parse(String text) {
    try {
      return YAML.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
