package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.Doctor;
import io.github.cdk8sovms.cli.doctor.DoctorReport;
import io.github.cdk8sovms.cli.doctor.KubernetesApi;
import io.github.cdk8sovms.cli.doctor.NoAnswerException;
import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import io.github.cdk8sovms.cli.doctor.Selection;
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

/** Which hop between a pod and its autoscaler is broken, and why. */
@Command(
    name = "doctor",
    description = {
      "Looks at every hop between the pods of a cluster and their autoscalers, up to the first that is"
          + " broken, and says why and what to do. It only reads.",
      "Exit codes: 0 all hops stand, 1 one is broken, 2 wrong use, 3 the cluster cannot be asked."
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
      description = "Where to look for autoscalers; everywhere by default.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "How to reach the cluster; what kubectl would use by default.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(names = "--context", paramLabel = "NAME", description = "Of the kubeconfig.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description =
          "Where to ask Prometheus instead of through the API server, such as"
              + " http://localhost:9090 after kubectl port-forward.")
  private Optional<String> prometheus = Optional.empty();

  @Option(
      names = "--prometheus-token-file",
      paramLabel = "FILE",
      description = "A file that holds a bearer token for --prometheus.")
  private Optional<Path> prometheusToken = Optional.empty();

  @Option(names = "--json", description = "Writes the report as JSON.")
  private boolean json;

  @Mixin private ColorOption color = new ColorOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Optional<PrometheusUrl> url = prometheus.map(typed -> PrometheusUrl.of(typed, prometheusToken));
    if (url.isEmpty() && prometheusToken.isPresent()) {
      throw new UsageException(
          "--prometheus-token-file is for --prometheus: the API server passes no token on. Say where"
              + " to ask, such as --prometheus https://localhost:9090.");
    }
    try (KubernetesApi api = KubernetesApi.open(kubeconfig, context)) {
      DoctorReport report = new Doctor(api, url).examine(new Selection(namespace, autoscaler));
      spec.commandLine().getOut().print(json ? report.json() + "\n" : report.text(color.colors()));
      spec.commandLine().getOut().flush();
      if (report.isBroken()) {
        return Main.DIFFERS;
      }
      return report.isUnknown() ? Main.NO_ANSWER : Main.OK;
    } catch (NoAnswerException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Main.NO_ANSWER;
    }
  }
}
