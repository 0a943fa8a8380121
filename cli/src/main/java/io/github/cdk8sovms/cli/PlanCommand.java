package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.NoAnswerException;
import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.plan.PlanJson;
import io.github.cdk8sovms.cli.plan.TrafficSource;
import io.github.cdk8sovms.cli.plan.YamlText;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.input.Promises;
import io.github.cdk8sovms.planning.input.ServiceTimes;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import io.github.cdk8sovms.planning.manifest.Profile;
import io.github.cdk8sovms.planning.report.FailCondition;
import io.github.cdk8sovms.planning.report.PlanPicture;
import io.github.cdk8sovms.planning.report.PlanReport;
import io.github.cdk8sovms.planning.report.Recommendation;
import io.github.cdk8sovms.planning.report.SeedRange;
import io.github.cdk8sovms.planning.report.SettingsSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays traffic on the autoscaler of a manifest, before it is deployed. */
@Command(
    name = "plan",
    description = {
      "Replays traffic on the autoscaler in a manifest: late requests, latency, replica-hours, and"
          + " why the promise was broken. It needs no cluster.",
      "Exit codes: 0 planned, 1 a condition of --fail-if holds, 2 invalid usage, 3 Prometheus cannot"
          + " be queried."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "MANIFEST",
      description = "Manifest files, directories, or - for standard input.")
  private List<Path> manifests = List.of();

  @Mixin private TrafficOptions traffic = new TrafficOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--service-time",
      paramLabel = "TIME",
      required = true,
      description =
          "The time of an inference: 200ms, 200ms±50%% for a mean and its standard deviation, or a"
              + " profile file.")
  private String serviceTime = "";

  @Option(
      names = "--promise",
      paramLabel = "SHARE<TIME",
      defaultValue = "95%<1s",
      description = "What clients are promised; 95%%<1s by default.")
  private String promise = "";

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "The seed of all chance; 1 by default. The same seed gives the same plan.")
  private long seed;

  @Option(
      names = "--price",
      paramLabel = "NUMBER",
      description = "The price of a replica for an hour, in any currency.")
  private Optional<Double> price = Optional.empty();

  @Option(
      names = "--fail-if",
      paramLabel = "CONDITION",
      description =
          "Exits with 1 if it holds: late>1%%, refused>0%%, p50>.., p95>1s, p99>..,"
              + " replica-hours>20, replicas>8, changes>50 or price>5. May be repeated.")
  private List<String> failIf = List.of();

  @Option(
      names = "--recommend",
      description = "Also plans other settings, and prints the best as lines of Java.")
  private boolean recommend;

  @Option(names = "--json", description = "Prints the result as JSON.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Writes a picture: traffic, replicas, late requests.")
  private Optional<Path> svg = Optional.empty();

  @Mixin private ColorOption color = new ColorOption();

  @Spec private CommandSpec spec;

  private final ManifestInput input;

  PlanCommand(ManifestInput input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    try {
      return plan();
    } catch (InvalidInputException e) {
      throw new UsageException(e.getMessage());
    } catch (NoAnswerException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.NO_ANSWER;
    }
  }

  private int plan() {
    Promise promised = Promises.parse(promise);
    List<FailCondition> conditions = failIf.stream().map(FailCondition::parse).toList();
    OptionalDouble priced = price();
    conditions.forEach(condition -> condition.check(priced));
    Optional<Profile> profile = profile();
    PlanManifest manifest = manifest(profile);
    profile.ifPresent(measured -> measured.check(manifest));
    ServiceTime time =
        profile.map(Profile::serviceTime).orElseGet(() -> ServiceTimes.parse(serviceTime));
    TrafficSource source = traffic.source(manifest);
    Traffic replayed = source.traffic();
    PlanResult result = Plan.run(manifest.spec(), replayed, time, promised, seed);
    PlanReport report =
        new PlanReport(
            manifest,
            source.description(),
            serviceTime,
            promised,
            seed,
            priced,
            result,
            SeedRange.of(manifest.spec(), replayed, time, promised, seed, result));
    Optional<Recommendation> better =
        recommend
            ? Optional.of(SettingsSearch.run(report, replayed, time, profile.isPresent()))
            : Optional.empty();
    print(report, better);
    return fails(report, conditions) ? ExitCode.DIFFERS : ExitCode.OK;
  }

  private PlanManifest manifest(Optional<Profile> profile) {
    List<Map<String, Object>> objects = new ArrayList<>();
    manifests.forEach(path -> objects.addAll(YamlText.objects(input.read(path))));
    return PlanManifest.read(
        objects, YamlText::parse, server.options(profile.flatMap(Profile::start)));
  }

  private Optional<Profile> profile() {
    Path file = Path.of(serviceTime);
    if (ServiceTimes.isTime(serviceTime) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(Profile.read(serviceTime, TextFile.read(file), YamlText::parse));
  }

  private OptionalDouble price() {
    if (price.isPresent() && !(price.get() >= 0 && price.get() < 1e12)) {
      throw new UsageException(
          "\"" + price.get() + "\" is not a price. Use a number such as --price 0.12.");
    }
    return price.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private void print(PlanReport report, Optional<Recommendation> better) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(PlanJson.of(report, better));
    } else {
      out.print(PlanText.of(report, better, color.colors()));
      out.flush();
    }
    svg.ifPresent(file -> write(file, PlanPicture.draw(report)));
  }

  private boolean fails(PlanReport report, List<FailCondition> conditions) {
    boolean fails = false;
    for (FailCondition condition : conditions) {
      if (condition.holds(report)) {
        fails = true;
        spec.commandLine()
            .getErr()
            .println(
                "Fails because of %s: it is %s."
                    .formatted(condition.text().strip(), condition.shown(report)));
      }
    }
    return fails;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(
          "\"" + file + "\" cannot be written. Choose another file for --svg.");
    }
  }
}
