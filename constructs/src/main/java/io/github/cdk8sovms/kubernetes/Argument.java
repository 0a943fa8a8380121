package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One text of a container's command or arguments, or the value of one of its variables. The kubelet
 * replaces {@code $(NAME)} by the variable of that name and {@code $$} by {@code $} in all of
 * these, in commands of probes too. {@link #of} writes a text so that the program gets it as it is.
 *
 * @param emitted what is in the manifest
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.37.2/third_party/forked/golang/expansion/expand.go">
 *     Expand</a>
 */
public record Argument(String emitted) {
  /**
   * Where the kubelet would read more than the sign itself. Up to Kubernetes 1.32 at least, it also
   * breaks the first character after a sign if that is not ASCII.
   */
  private static final Pattern READ = Pattern.compile("\\$(?=[$(]|\\P{ASCII})");

  /** Takes no null. */
  public Argument {
    Required.nonNull(emitted, "emitted");
  }

  /** A text that reaches the program as it is. */
  public static Argument of(String text) {
    return new Argument(READ.matcher(Required.nonNull(text)).replaceAll("\\$\\$"));
  }

  /** Texts that reach the program as they are. */
  public static List<Argument> of(List<String> texts) {
    return texts.stream().map(Argument::of).toList();
  }

  /** This text, followed by the value of a variable of the container. */
  public Argument withVariable(String name) {
    return new Argument(emitted + "$(" + Required.nonNull(name) + ")");
  }

  /** As the manifest has them. */
  public static List<String> emitted(List<Argument> arguments) {
    return arguments.stream().map(Argument::emitted).toList();
  }
}
