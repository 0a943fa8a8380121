package io.github.cdk8sovms.kubernetes;

import java.util.List;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.ExecAction;

/**
 * The texts of containers that the kubelet expands, written in one place. Nothing else sets a
 * command, an argument or a variable; a test of the architecture sees to it.
 */
public final class Containers {
  private Containers() {}

  /** A container that runs what its image runs. */
  public static Container.Builder of(String name, List<Argument> arguments) {
    return Container.builder().name(name).args(Argument.emitted(arguments));
  }

  /** A container that runs a command of its image. */
  public static Container.Builder of(String name, String command, List<Argument> arguments) {
    return of(name, arguments).command(List.of(Argument.of(command).emitted()));
  }

  /** A container that is configured by environment variables only. */
  public static Container.Builder inEnvironment(String name, List<Variable> environment) {
    return with(Container.builder().name(name), environment);
  }

  /** The container with these variables, if there are any. */
  public static Container.Builder with(Container.Builder container, List<Variable> environment) {
    return environment.isEmpty()
        ? container
        : container.env(environment.stream().map(Variable::toSpec).toList());
  }

  /** A command that is run in a container, as by a probe; its texts reach it as they are. */
  public static ExecAction exec(List<String> command) {
    return ExecAction.builder().command(Argument.emitted(Argument.of(command))).build();
  }
}
