package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.ExecAction;

/**
 * Sets the texts of containers that the kubelet expands, in one place. No other code sets a
 * command, an argument or a variable; an architecture test verifies this.
 */
public final class Containers {
  private Containers() {}

  /** Returns a container that runs the entrypoint of its image. */
  public static Container.Builder of(String name, List<Argument> arguments) {
    return Container.builder().name(name).args(Argument.emitted(arguments));
  }

  /** Returns a container that runs a command of its image. */
  public static Container.Builder of(String name, String command, List<Argument> arguments) {
    return of(name, arguments).command(List.of(Argument.of(command).emitted()));
  }

  /** Returns a container that is configured by environment variables only. */
  public static Container.Builder inEnvironment(String name, List<Variable> environment) {
    return with(Container.builder().name(name), environment);
  }

  /** Returns a container of a user, with what is given of its texts. */
  static Container.Builder added(
      String name, List<Argument> command, List<Argument> arguments, List<Variable> environment) {
    return inEnvironment(name, environment)
        .command(command.isEmpty() ? null : Argument.emitted(command))
        .args(arguments.isEmpty() ? null : Argument.emitted(arguments));
  }

  /** Returns the container with these variables, if there are any. */
  public static Container.Builder with(Container.Builder container, List<Variable> environment) {
    return environment.isEmpty()
        ? container
        : container.env(environment.stream().map(Variable::toSpec).toList());
  }

  /** Returns an exec command, such as of a probe, which is passed unchanged. */
  public static ExecAction exec(List<String> command) {
    return ExecAction.builder().command(Argument.emitted(Argument.of(command))).build();
  }
}
