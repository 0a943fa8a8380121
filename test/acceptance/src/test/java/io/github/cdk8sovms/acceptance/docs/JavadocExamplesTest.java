package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every construct has an example in its Javadoc, and every example compiles. */
class JavadocExamplesTest {
  private static final Pattern CONSTRUCT =
      Pattern.compile("(?ms)^public final class (\\w+) .*^  public static final class Builder ");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)<pre>\\{@code\\n(.*?)\\n( *\\*)? ?\\}</pre>");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/");

  @Test
  void everyConstructHasAnExample() {
    List<String> without = new ArrayList<>();
    int constructs = 0;
    for (Path file : new Snippets().sources()) {
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
    assertCompiles(new Snippets(), 12, directory);
  }

  @Test
  void everyExampleOfCoreCompiles(@TempDir Path directory) {
    assertCompiles(Snippets.ofCore(), 2, directory);
  }

  private static void assertCompiles(Snippets snippets, int fewest, Path directory) {
    for (Path file : snippets.sources()) {
      for (String example : examples(Repository.read(file))) {
        snippets.add(file.getFileName().toString(), example, Map.of());
      }
    }

    assertThat(snippets.count()).isGreaterThanOrEqualTo(fewest);
    snippets.compile(directory);
  }

  private static List<String> examples(String source) {
    return COMMENT
        .matcher(source)
        .results()
        .flatMap(comment -> EXAMPLE.matcher(comment.group()).results())
        .map((MatchResult example) -> example.group(1).replaceAll("(?m)^ *\\* ?", ""))
        .toList();
  }
}
