package io.github.cdk8sovms.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every construct has an example in its Javadoc, and every example compiles. */
class JavadocExamplesTest {
  private static final Path SOURCES =
      Repository.ROOT.resolve("constructs/src/main/java/io/github/cdk8sovms");
  private static final Pattern CONSTRUCT =
      Pattern.compile("(?ms)^public final class (\\w+) .*^  public static final class Builder ");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n( *\\*)? ?\\}</pre>");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/");
  private static final Pattern DECLARED = Pattern.compile("(?m)^\\w+ (\\w+) = ");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);$");

  /** What examples use without declaring it. */
  private static final List<String> GIVEN =
      List.of(
          "App app",
          "Chart chart",
          "OvmsModelServer resnet",
          "OvmsModelServer stable",
          "OvmsModelServer candidate",
          "PrometheusStack prometheus",
          "MetricsAdapter adapter",
          "RatioAutoscaler autoscaler",
          "Dashboard dashboard",
          "OvmsModelServer.Builder builder");

  @Test
  void everyConstructHasAnExample() {
    List<String> without = new ArrayList<>();
    int constructs = 0;
    for (Path file : Repository.filesBelow(SOURCES)) {
      String source = Repository.read(file);
      if (CONSTRUCT.matcher(source).find()) {
        constructs++;
        String ofClass = source.substring(0, source.indexOf("\npublic final class"));
        if (!EXAMPLE.matcher(ofClass).find()) {
          without.add(file.getFileName().toString());
        }
      }
    }

    assertThat(constructs).isGreaterThanOrEqualTo(10);
    assertThat(without).isEmpty();
  }

  @Test
  void everyExampleCompiles(@TempDir Path directory) {
    StringBuilder methods = new StringBuilder();
    int examples = 0;
    for (Path file : Repository.filesBelow(SOURCES)) {
      for (String example : examples(Repository.read(file))) {
        examples++;
        methods.append("\n  // %s\n".formatted(file.getFileName()));
        methods.append(
            "  static void example%d(%s) {\n%s  }\n"
                .formatted(examples, parameters(example), statements(example).indent(4)));
      }
    }
    assertThat(examples).isGreaterThanOrEqualTo(12);

    JavaProgram.of(
            imports()
                + "\npublic class Examples {\n  static void use(Object value) {}\n"
                + methods
                + "}\n")
        .compile(directory);
  }

  private static List<String> examples(String source) {
    return COMMENT
        .matcher(source)
        .results()
        .flatMap(comment -> EXAMPLE.matcher(comment.group()).results())
        .map((MatchResult example) -> example.group(1).replaceAll("(?m)^ *\\* ?", ""))
        .toList();
  }

  /** Statements as they stand, and expressions as arguments. */
  private static String statements(String example) {
    return Arrays.stream(example.replaceAll("(?m) +// .*$", "").split("\\n(?=\\w)"))
        .map(String::strip)
        // An option of a builder, without the builder.
        .map(code -> code.startsWith(".") ? "builder" + code : code)
        .map(code -> code.endsWith(";") ? code : "use(" + code + ");")
        .collect(Collectors.joining("\n"));
  }

  /** The given values, but for those that the example declares. */
  private static String parameters(String example) {
    List<String> declared =
        DECLARED.matcher(example).results().map(found -> found.group(1)).toList();
    return GIVEN.stream()
        .filter(given -> !declared.contains(given.split(" ")[1]))
        .collect(Collectors.joining(", "));
  }

  private static String imports() {
    return Repository.filesBelow(SOURCES).stream()
            .flatMap(file -> PACKAGE.matcher(Repository.read(file)).results())
            .map(found -> found.group(1))
            .distinct()
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining())
        + "import java.nio.file.*;\n"
        + "import java.time.*;\n"
        + "import java.util.*;\n"
        + "import org.cdk8s.App;\n"
        + "import org.cdk8s.Chart;\n";
  }
}
