package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.KubernetesApi;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of commands that read a cluster as kubectl does. */
final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig file; that of kubectl by default.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig.")
  private Optional<String> context = Optional.empty();

  boolean areGiven() {
    return kubeconfig.isPresent() || context.isPresent();
  }

  KubernetesApi open() {
    return KubernetesApi.open(kubeconfig, context);
  }
}
