package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All Java on the pages compiles: programs as they stand, parts of programs in a method. */
class DocSnippetsTest {
  /** Uses a library of gRPC, which the tests do not have. */
  private static final String FOREIGN = "ManagedChannel";

  @Test
  void everyProgramCompiles(@TempDir Path directory) {
    int programs = 0;
    for (Page page : pages()) {
      for (String program : page.blocks("java")) {
        if (program.contains("public class ")) {
          JavaProgram.of(program).compile(directory.resolve("program" + ++programs));
        }
      }
    }

    assertThat(programs).isGreaterThanOrEqualTo(10);
  }

  @Test
  void everyPartOfAProgramCompiles(@TempDir Path directory) {
    Snippets snippets = new Snippets();
    for (Page page : pages()) {
      for (String snippet : page.blocks("java")) {
        if (!snippet.contains("public class ") && !snippet.contains(FOREIGN)) {
          snippets.add(page.file(), snippet, types(page, snippet));
        }
      }
    }

    assertThat(snippets.count()).isGreaterThanOrEqualTo(40);
    snippets.compile(directory);
  }

  private static List<Page> pages() {
    return Page.all().stream().filter(page -> page.file().startsWith("docs/")).toList();
  }

  /** A value whose options a snippet sets is a builder there. */
  private static Map<String, String> types(Page page, String snippet) {
    Map<String, String> types = new TreeMap<>();
    if (snippet.matches("(?s).*(^|\\n)autoscaler\\s*\\..*")) {
      types.put("autoscaler", "RatioAutoscaler.Builder");
    }
    if (snippet.startsWith("adapter.patch(")) {
      types.put("adapter", "MetricsAdapter.Builder");
    }
    if (snippet.startsWith("prometheus.")) {
      types.put("prometheus", "PrometheusStack.Builder");
    }
    if (page.file().equals("docs/alerts.md")) {
      types.put("builder", "Alerts.Builder");
    }
    return types;
  }
}
