package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One element of a container's command or arguments, or the value of an environment variable. The
 * kubelet expands {@code $(NAME)} to the variable of that name and {@code $$} to {@code $} in all
 * of these, also in probe commands. {@link #of} escapes a text so that the program receives it
 * unchanged.
 *
 * @param emitted the text in the manifest
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.37.2/third_party/forked/golang/expansion/expand.go">
 *     Expand</a>
 */
public record Argument(String emitted) {
  /**
   * Dollar signs that the kubelet would expand. Up to at least Kubernetes 1.32, it also corrupts a
   * non-ASCII character after a dollar sign.
   */
  private static final Pattern READ = Pattern.compile("\\$(?=[$(]|\\P{ASCII})");

  /** Takes no null. */
  public Argument {
    Required.nonNull(emitted, "emitted");
  }

  /** Returns a text that the program receives unchanged. */
  public static Argument of(String text) {
    return new Argument(READ.matcher(Required.nonNull(text)).replaceAll("\\$\\$"));
  }

  /** Returns texts that the program receives unchanged. */
  public static List<Argument> of(List<String> texts) {
    return texts.stream().map(Argument::of).toList();
  }

  /** Returns this text, followed by the value of an environment variable of the container. */
  public Argument withVariable(String name) {
    return new Argument(emitted + "$(" + Required.nonNull(name) + ")");
  }

  /** Returns them as in the manifest. */
  public static List<String> emitted(List<Argument> arguments) {
    return arguments.stream().map(Argument::emitted).toList();
  }
}
