package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cli.Run;
import io.github.cdk8sovms.planning.input.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/plan.md shows what its commands print. {@code -Dgolden.update} writes the output and the
 * picture again.
 */
class PlanDocTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path PAGE = Path.of("..", "docs", "plan.md");
  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ cdk8s-ovms (plan [^\n]+)\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

  /** Stands for lines that are left out, before or after those that are shown. */
  private static final String REST = "[...]\n";

  @TempDir private Path directory;

  @Test
  void commandsPrintAndDrawWhatThePageShows() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder updated = new StringBuilder();
    Matcher blocks = CONSOLE.matcher(page);
    int count = 0;
    while (blocks.find()) {
      String shown = shown(blocks.group(1), blocks.group(2));
      blocks.appendReplacement(
          updated,
          Matcher.quoteReplacement(
              "```console\n$ cdk8s-ovms " + blocks.group(1) + "\n" + shown + "```\n"));
      count++;
    }
    blocks.appendTail(updated);
    if (UPDATE) {
      Files.writeString(PAGE, updated.toString());
    }

    assertThat(count).isEqualTo(4);
    assertThat(Path.of(picture())).hasSameTextualContentAs(Path.of("..", "docs", "plan-week.svg"));
    assertThat(Files.readString(PAGE)).isEqualTo(updated.toString());
  }

  /** Returns what a command prints: all, the part before the assumptions, or the part after. */
  private String shown(String command, String block) throws IOException {
    Run run = Run.of(arguments(command));
    assertThat(run.err()).as(command).isEmpty();
    if (!block.contains(REST)) {
      return run.out();
    }
    return command.contains("--recommend")
        ? REST + run.out().substring(run.out().indexOf("The best of "))
        : run.out().substring(0, run.out().indexOf("\nAssumed:")) + REST;
  }

  private String[] arguments(String command) throws IOException {
    List<String> arguments = new ArrayList<>();
    Matcher words = ARGUMENT.matcher(command);
    while (words.find()) {
      String word = words.group(1) == null ? words.group(2) : words.group(1);
      arguments.add(
          switch (word) {
            case "dist/quickstart.k8s.yaml" -> "../dist/quickstart.k8s.yaml";
            case "changed.k8s.yaml" -> changed();
            case "docs/plan-week.svg" -> picture();
            default -> word;
          });
    }
    return arguments.toArray(String[]::new);
  }

  /** Returns the quickstart with the two lines of Java on the page. */
  private String changed() throws IOException {
    String text =
        ManifestText.quickstart()
            .with("averageValue: \"1\"", "averageValue: 700m")
            .with("maxReplicas: 4", "maxReplicas: 6")
            .text();
    return Files.writeString(directory.resolve("changed.k8s.yaml"), text).toString();
  }

  private String picture() {
    return UPDATE ? "../docs/plan-week.svg" : directory.resolve("week.svg").toString();
  }

  @Test
  void shapesOnThePageAreThoseOfTheMessages() throws IOException {
    String page = Files.readString(PAGE);

    for (String example : Shapes.EXAMPLES.split(", | or ")) {
      assertThat(page).contains("| `" + example + "` |");
    }
  }

  @Test
  void theProfileOnThePageIsRead() throws IOException {
    String page = Files.readString(PAGE);
    String profile =
        page.substring(page.indexOf("```yaml\nimage:") + 8, page.indexOf("  2: 180ms\n") + 11);
    Path file = Files.writeString(directory.resolve("resnet.yaml"), profile);

    Run run =
        Run.of(
            "plan",
            "../dist/quickstart.k8s.yaml",
            "--shape",
            "constant:1/1m",
            "--service-time",
            file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void eachOptionIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    Matcher options = Pattern.compile("--[a-z-]+").matcher(Run.of("plan", "--help").out());
    List<String> names =
        options
            .results()
            .map(option -> option.group())
            .distinct()
            .filter(
                option ->
                    !List.of("--help", "--version", "--color", "--token-file").contains(option))
            .toList();

    assertThat(page).contains(names.toArray(String[]::new));
  }
}
