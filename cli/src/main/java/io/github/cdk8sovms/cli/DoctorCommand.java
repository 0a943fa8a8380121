package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.AutoscalerFilter;
import io.github.cdk8sovms.cli.doctor.Doctor;
import io.github.cdk8sovms.cli.doctor.DoctorReport;
import io.github.cdk8sovms.cli.doctor.KubernetesApi;
import io.github.cdk8sovms.cli.doctor.NoAnswerException;
import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import io.github.cdk8sovms.cli.manifest.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the broken hop between pods and their autoscaler, and the reason. */
@Command(
    name = "doctor",
    description = {
      "Checks every hop between the pods of a cluster and their autoscalers, up to the first broken"
          + " one, and reports the cause and the fix. It is read-only.",
      "Exit codes: 0 all hops work, 1 a hop is broken, 2 invalid usage, 3 the cluster cannot be"
          + " queried."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "AUTOSCALER",
      description = "The name of a HorizontalPodAutoscaler; all with a metric ovms_* by default.")
  private Optional<String> autoscaler = Optional.empty();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace of the autoscalers; all namespaces by default.")
  private Optional<String> namespace = Optional.empty();

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description =
          "The URL of Prometheus, used instead of the API server's proxy, such as"
              + " http://localhost:9090 after kubectl port-forward.")
  private Optional<String> prometheus = Optional.empty();

  @Option(
      names = "--prometheus-token-file",
      paramLabel = "FILE",
      description = "A file with a bearer token for --prometheus.")
  private Optional<Path> prometheusToken = Optional.empty();

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  @Mixin private ColorOption color = new ColorOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<PrometheusUrl> url = prometheus.map(value -> PrometheusUrl.of(value, prometheusToken));
    if (url.isEmpty() && prometheusToken.isPresent()) {
      throw new UsageException(
          "--prometheus-token-file requires --prometheus: the API server forwards no token. Add the"
              + " URL, such as --prometheus https://localhost:9090.");
    }
    try (KubernetesApi api = cluster.open()) {
      DoctorReport report =
          new Doctor(api, url).examine(new AutoscalerFilter(namespace, autoscaler));
      spec.commandLine().getOut().print(json ? report.json() + "\n" : report.text(color.colors()));
      spec.commandLine().getOut().flush();
      if (report.isBroken()) {
        return ExitCode.DIFFERS;
      }
      return report.isUnknown() ? ExitCode.NO_ANSWER : ExitCode.OK;
    } catch (NoAnswerException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.NO_ANSWER;
    }
  }
}
