package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The path prefixes of an HTTP route.
 *
 * <p>OVMS has one HTTP port for inference, metrics and administration, without authentication, so
 * the default is the paths of inference only.
 *
 * @param prefixes in order
 */
record RoutePaths(List<String> prefixes) {
  /** TensorFlow Serving's API, and from OVMS 2026.3 on OpenAI's list of models. */
  private static final String MODELS_V1 = "/v1/models";

  /** KServe's API, with health and readiness. */
  private static final String KSERVE = "/v2";

  /** OpenAI's and Cohere's APIs, for graphs. */
  private static final String GENERATIVE = "/v3";

  /** What changes the server, or shows more than clients need. */
  private static final List<String> INTERNAL = List.of("/metrics", "/v1/config");

  private static final int MOST = 64;
  private static final int LONGEST = 1024;
  private static final Pattern PATH =
      Pattern.compile("/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*+");
  private static final Pattern NOT_NORMAL = Pattern.compile("//|/[.]{1,2}(?:/|$)|%2[fF]");

  RoutePaths {
    prefixes = List.copyOf(prefixes);
  }

  /** Returns the paths of inference on servers. */
  static RoutePaths of(List<ModelServer> servers) {
    List<Servable> servables =
        servers.stream().flatMap(server -> server.servables().stream()).toList();
    List<String> paths = new ArrayList<>();
    if (servables.stream().anyMatch(Model.class::isInstance)) {
      paths.add(MODELS_V1);
    }
    paths.add(KSERVE);
    if (servables.stream().anyMatch(Servable::hasOpenAiApi)) {
      paths.add(GENERATIVE);
    }
    return new RoutePaths(paths);
  }

  void check(Findings findings) {
    Set<String> seen = new HashSet<>();
    for (String path : prefixes) {
      boolean usable =
          path.length() <= LONGEST
              && PATH.matcher(path).matches()
              && !NOT_NORMAL.matcher(path).find();
      findings.require(
          usable && seen.add(path),
          FindingCode.ROUTE_PATH,
          "paths",
          quote(path)
              + (usable
                  ? " is given twice"
                  : " is not a path; it must start with '/' and contain no empty part, dots, query"
                      + " or encoded slash"),
          "Write prefixes such as .paths(\"/v2\").");
      INTERNAL.stream()
          .filter(internal -> usable && overlap(path, internal))
          .forEach(
              internal ->
                  findings.add(
                      FindingCode.ROUTE_TO_INTERNALS,
                      "paths",
                      quote(path)
                          + " makes "
                          + internal
                          + " of the server reachable, without authentication",
                      "Write the paths of inference only, such as .paths(\"/v2\")."));
    }
    findings.require(
        prefixes.size() <= MOST,
        FindingCode.ROUTE_PATH,
        "paths",
        quote(prefixes.size()) + " are more paths than the " + MOST + " of one rule",
        "Write a common prefix.");
  }

  /** Prefixes match whole parts of a path. */
  private static boolean overlap(String one, String two) {
    String first = withSlash(one);
    String second = withSlash(two);
    return first.startsWith(second) || second.startsWith(first);
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }
}
