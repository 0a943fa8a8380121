package io.github.cdk8sovms.acceptance.docs;

import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Parts of programs, as Javadoc and pages show them, put into a class that can be compiled. A
 * snippet uses given values, such as {@code chart}, unless it declares them.
 */
final class Snippets {
  private static final Pattern DECLARED = Pattern.compile("(?m)^\\w+ (\\w+) =");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);$");

  private final Map<String, String> given = new LinkedHashMap<>();
  private final StringBuilder methods = new StringBuilder();
  private int count;

  private final List<String> folders;

  private Snippets(List<String> folders) {
    this.folders = folders;
  }

  /** What uses constructs, with the packages of core that users of constructs import. */
  Snippets() {
    this(
        List.of(
            "constructs/src/main/java/io/github/cdk8sovms",
            "core/src/main/java/io/github/cdk8sovms/signal",
            "core/src/main/java/io/github/cdk8sovms/validation"));
    given.put("app", "App");
    given.put("chart", "Chart");
    given.put("delivery", "Chart");
    given.put("resnet", "OvmsModelServer");
    given.put("chat", "OvmsModelServer");
    given.put("stable", "OvmsModelServer");
    given.put("candidate", "OvmsModelServer");
    given.put("prometheus", "PrometheusStack");
    given.put("adapter", "MetricsAdapter");
    given.put("autoscaler", "RatioAutoscaler");
    given.put("dashboard", "Dashboard");
    given.put("server", "OvmsModelServer.Builder");
    given.put("builder", "OvmsModelServer.Builder");
  }

  /** What uses the module core only, some of whose types are called as others of constructs. */
  static Snippets ofCore() {
    return new Snippets(List.of("core/src/main/java/io/github/cdk8sovms"));
  }

  /** The files of the library that it may use. */
  List<Path> sources() {
    return folders.stream()
        .flatMap(folder -> Repository.filesBelow(Repository.ROOT.resolve(folder)).stream())
        .toList();
  }

  /**
   * Adds a snippet.
   *
   * @param types of given values that are others there, such as a builder
   */
  void add(String source, String snippet, Map<String, String> types) {
    count++;
    Map<String, String> values = new LinkedHashMap<>(given);
    values.putAll(types);
    DECLARED.matcher(snippet).results().forEach(found -> values.remove(found.group(1)));
    String parameters =
        values.entrySet().stream()
            .map(value -> value.getValue() + " " + value.getKey())
            .collect(Collectors.joining(", "));
    methods.append(
        "\n  // %s\n  static void snippet%d(%s) throws Exception {\n%s  }\n"
            .formatted(source, count, parameters, statements(snippet).indent(4)));
  }

  int count() {
    return count;
  }

  void compile(Path directory) {
    JavaProgram.of(
            imports()
                + "\npublic class Snippets {\n  static void use(Object value) {}\n"
                + methods
                + "}\n")
        .compile(directory);
  }

  /** Statements as they stand, and expressions as arguments. */
  private static String statements(String snippet) {
    return Arrays.stream(snippet.replaceAll("(?m)(^| +)// .*$", "").split("\\n(?=\\w)"))
        .map(String::strip)
        // An option of a builder, without the builder.
        .map(code -> code.startsWith(".") ? "builder" + code : code)
        .map(code -> code.endsWith(";") ? code : "use(" + code + ");")
        .collect(Collectors.joining("\n"));
  }

  private String imports() {
    return sources().stream()
            .flatMap(file -> PACKAGE.matcher(Repository.read(file)).results())
            .map(found -> found.group(1))
            .distinct()
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining())
        + "import io.github.cdk8sovms.planning.report.*;\n"
        + "import java.nio.file.*;\n"
        + "import java.time.*;\n"
        + "import java.util.*;\n"
        + "import org.cdk8s.App;\n"
        + "import org.cdk8s.Chart;\n";
  }
}
