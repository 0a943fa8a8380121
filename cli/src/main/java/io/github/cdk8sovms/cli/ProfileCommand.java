package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.KubernetesApi;
import io.github.cdk8sovms.cli.doctor.NoAnswerException;
import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the profile of a server from the result of a capacity test. */
@Command(
    name = "profile",
    description = {
      "Writes the profile of a server, for plan --service-time and ServerProfile in Java, from the"
          + " result of a CapacityTest: its log, or its Job in a cluster, which it only reads.",
      "Exit codes: 0 written, 2 invalid usage, 3 the cluster or Prometheus cannot be queried."
    },
    mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "LOG",
      description = "A file with the log of the Job's container k6, or - for standard input.")
  private Optional<String> log = Optional.empty();

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "The Job in a cluster, instead of a log; its pod also tells the start time.")
  private Optional<String> job = Optional.empty();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace of the Job; that of the context by default.")
  private Optional<String> namespace = Optional.empty();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "A Prometheus with container metrics, for the memory of the server.")
  private Optional<String> prometheus = Optional.empty();

  @Option(
      names = "--prometheus-token-file",
      paramLabel = "FILE",
      description = "A file with a bearer token for --prometheus.")
  private Optional<Path> prometheusToken = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description =
          "The time from the creation of a pod until it is ready, such as 25s; that of the Job's"
              + " pod by default.")
  private Optional<String> start = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the profile to a file instead of standard output.")
  private Optional<Path> output = Optional.empty();

  @Spec private CommandSpec spec;

  private final InputStream standardInput;

  ProfileCommand(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    try {
      String profile = profile();
      if (output.isPresent()) {
        write(output.get(), profile);
      } else {
        spec.commandLine().getOut().print(profile);
        spec.commandLine().getOut().flush();
      }
      return ExitCode.OK;
    } catch (NoAnswerException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.NO_ANSWER;
    }
  }

  private String profile() {
    if (log.isPresent() == job.isPresent()) {
      throw new UsageException(
          "A profile is made of one capacity test. Give the log of its Job, or --job with its name.");
    }
    if (prometheus.isEmpty() && prometheusToken.isPresent()) {
      throw new UsageException(
          "--prometheus-token-file requires --prometheus. Add its URL, such as --prometheus"
              + " https://localhost:9090.");
    }
    Optional<Duration> given = start.map(text -> TrafficOptions.time("--start", text));
    if (log.isPresent()) {
      if (prometheus.isPresent() || namespace.isPresent() || cluster.areGiven()) {
        throw new UsageException(
            "A log does not name its pod, so --namespace, --context, --kubeconfig and --prometheus"
                + " need --job.");
      }
      return log.get().equals(STANDARD_INPUT)
          ? ProfileSource.ofLog(standardInput(), "Standard input", given)
          : ProfileSource.ofLog(TextFile.read(Path.of(log.get())), '"' + log.get() + '"', given);
    }
    Optional<PrometheusUrl> url = prometheus.map(value -> PrometheusUrl.of(value, prometheusToken));
    try (KubernetesApi api = cluster.open()) {
      return ProfileSource.ofJob(api, namespace, job.orElseThrow(), given, url);
    }
  }

  private String standardInput() {
    try {
      return new String(standardInput.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("Standard input cannot be read.");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UsageException(
          "\"" + file + "\" cannot be written. Choose another file for --output.");
    }
  }
}
