package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.cdk8s.Chart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example of docs/missing-options.md compiles, and does to the YAML what the page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingOptionsDocTest {
  private static final Path FILE = Repository.ROOT.resolve("docs").resolve("missing-options.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^### (\\d+)\\. .*?^```java\n((\\w+)\\.patch\\(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private static final Map<String, Class<?>> BUILDERS =
      Map.of(
          "server", OvmsModelServer.Builder.class,
          "adapter", MetricsAdapter.Builder.class,
          "autoscaler", RatioAutoscaler.Builder.class);

  /** An example: the builder that it is about, and what it does to one. */
  private record Example(String builder, Method patch) {
    <B extends ConstructBuilder<B>> B applyTo(String name, B other) {
      try {
        if (name.equals(builder)) {
          patch.invoke(null, other);
        }
        return other;
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final Map<Integer, Example> examples = new LinkedHashMap<>();

  @BeforeAll
  void compile(@TempDir Path directory) throws ReflectiveOperationException, IOException {
    Map<Integer, String> builders = new LinkedHashMap<>();
    StringBuilder source =
        new StringBuilder(
            """
            import io.github.cdk8sovms.adapter.MetricsAdapter;
            import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
            import io.github.cdk8sovms.kubernetes.Patch;
            import io.github.cdk8sovms.serving.OvmsModelServer;
            import java.util.List;
            import java.util.Map;

            public class Examples {
            """);
    EXAMPLE
        .matcher(Repository.read(FILE))
        .results()
        .forEach(
            found -> {
              String builder = found.group(3);
              builders.put(Integer.parseInt(found.group(1)), builder);
              source.append(
                  "public static void example%s(%s %s) {\n%s}\n"
                      .formatted(
                          found.group(1),
                          BUILDERS.get(builder).getCanonicalName(),
                          builder,
                          found.group(2)));
            });
    JavaProgram.of(source.append("}\n").toString()).compile(directory);
    URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
    Class<?> compiled = loader.loadClass("Examples");
    for (Map.Entry<Integer, String> each : builders.entrySet()) {
      Class<?> type = BUILDERS.get(each.getValue());
      Method method = compiled.getMethod("example" + each.getKey(), type);
      examples.put(each.getKey(), new Example(each.getValue(), method));
    }
  }

  @Test
  void thereAreTen() {
    assertThat(examples.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anExampleHasTheEffectThatThePageShows(int number) {
    List<Finding> findings = new ArrayList<>();
    List<Manifest> before = Manifest.of(program(new Example("", null), new ArrayList<>()));
    List<Manifest> after = Manifest.of(program(examples.get(number), findings));

    StringBuilder effect = new StringBuilder("```diff\n");
    for (int i = 0; i < before.size(); i++) {
      List<String> lines = differences(before.get(i).text(), after.get(i).text());
      if (!lines.isEmpty()) {
        effect.append("# %s %s\n".formatted(after.get(i).kind(), after.get(i).name()));
        lines.forEach(line -> effect.append(line).append('\n'));
      }
    }
    effect.append("```\n");
    findings.stream()
        .filter(finding -> finding.code() == FindingCode.PATCH_UNDOES_GUARD)
        .forEach(finding -> effect.append("\n```text\n").append(finding).append("\n```\n"));

    assertThat(effect.toString().lines().count()).isGreaterThan(3);
    Golden.checkBlock(FILE, "effect " + number, effect.toString());
  }

  @Test
  void linkedFilesExist() {
    assertThat(LINK.matcher(Repository.read(FILE)).results().map(link -> link.group(1)))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(FILE.resolveSibling(link)).exists());
  }

  @Test
  void linksToFindingsNameTheirTitles() {
    assertThat(Repository.read(FILE))
        .contains(
            List.of(
                    FindingCode.PATCH_NOT_FOUND,
                    FindingCode.PATCH_SYNTAX,
                    FindingCode.PATCH_OF_REFERENCE,
                    FindingCode.PATCH_UNDOES_GUARD)
                .stream()
                .map(code -> (code.code() + " " + code.title()).toLowerCase(java.util.Locale.ROOT))
                .map(title -> "findings.md#" + title.replace(' ', '-') + ")")
                .toList());
  }

  private static Consumer<Chart> program(Example example, List<Finding> findings) {
    return chart -> {
      OvmsModelServer server = example.applyTo("server", Cases.server(chart, "resnet")).build();
      PrometheusStack prometheus = Cases.prometheus(chart, server).build();
      MetricsAdapter adapter = example.applyTo("adapter", Cases.adapter(chart, prometheus)).build();
      RatioAutoscaler autoscaler =
          example.applyTo("autoscaler", Cases.autoscaler(chart, server, adapter)).build();
      findings.addAll(server.findings());
      findings.addAll(adapter.findings());
      findings.addAll(autoscaler.findings());
    };
  }

  /** Removed and added lines, of the longest common subsequence of lines. */
  private static List<String> differences(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> changed = after.lines().toList();
    int[][] common = new int[old.size() + 1][changed.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = changed.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(changed.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < changed.size()) {
      if (i < old.size() && j < changed.size() && old.get(i).equals(changed.get(j))) {
        i++;
        j++;
      } else if (j == changed.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + old.get(i++));
      } else {
        lines.add("+" + changed.get(j++));
      }
    }
    return lines;
  }
}
