package io.github.cdk8sovms.validation.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Keeps the stack frames of the user's program and its callers: the frames of this library and of
 * jsii would only hide the line with the error.
 *
 * <p>The JDK frames below the program are kept. The source launcher ({@code java Shop.java})
 * removes a fixed number of its own frames, and throws if there are fewer.
 */
public final class UserFrames {
  private static final String ROOT = "io.github.cdk8sovms.";

  /** Example programs and tests have the same root package, but count as user code. */
  private static final Set<String> LIBRARY =
      Set.of(
          "adapter",
          "alerting",
          "autoscaling",
          "dashboard",
          "exposure",
          "gitops",
          "headroom",
          "internal",
          "kubernetes",
          "load",
          "monitoring",
          "planning",
          "serving",
          "signal",
          "synthesis",
          "validation");

  private static final List<String> BELOW_THE_LIBRARY =
      List.of("software.amazon.jsii.", "software.constructs.", "org.cdk8s.");

  private UserFrames() {}

  /** Reduces an exception to the frames of the user's program; keeps all, if there are none. */
  public static void keepIn(Throwable thrown) {
    thrown.setStackTrace(of(thrown.getStackTrace()));
  }

  static StackTraceElement[] of(StackTraceElement[] trace) {
    StackTraceElement[] others =
        Arrays.stream(trace)
            .filter(frame -> !isOfLibrary(frame.getClassName()))
            .toArray(StackTraceElement[]::new);
    int first = 0;
    while (first < others.length && isOfJdk(others[first])) {
      first++;
    }
    if (first < others.length) {
      return Arrays.copyOfRange(others, first, others.length);
    }
    return others.length == 0 ? trace : others;
  }

  public static boolean isOfLibrary(String className) {
    if (className.startsWith(ROOT)) {
      int end = className.indexOf('.', ROOT.length());
      return end > 0 && LIBRARY.contains(className.substring(ROOT.length(), end));
    }
    return BELOW_THE_LIBRARY.stream().anyMatch(className::startsWith);
  }

  private static boolean isOfJdk(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }
}
