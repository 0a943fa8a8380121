package io.github.cdk8sovms.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, with the parts of it that tests check.
 *
 * @param file relative to the root of the repository
 */
public record Page(String file, String text) {
  public static final Page README = of("README.md");
  public static final Page TUTORIAL = of("docs/tutorial.md");
  public static final Page ERRORS = of("docs/errors.md");
  public static final Page OPTIONS = of("docs/options.md");
  public static final Page OPERATIONS = of("docs/operations.md");

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

  public static Page of(String file) {
    return new Page(file, Repository.read(Repository.ROOT.resolve(file)));
  }

  /**
   * All pages for users and contributors: the root, docs/, and the pages of tools and test modules.
   */
  public static List<Page> all() {
    return Stream.of(
            markdown(Repository.ROOT, 1),
            markdown(Repository.ROOT.resolve("docs"), 3),
            markdown(Repository.ROOT.resolve("tools"), 2),
            markdown(Repository.ROOT.resolve("test"), 2),
            markdown(Repository.ROOT.resolve(".github"), 3))
        .flatMap(List::stream)
        .map(file -> of(Repository.ROOT.relativize(file).toString()))
        .toList();
  }

  /** The code blocks of a language, in their order. */
  public List<String> blocks(String language) {
    return new Markdown(text).blocks(language);
  }

  /** The only code block of a language that contains a text. */
  public String block(String language, String containing) {
    List<String> found =
        blocks(language).stream().filter(block -> block.contains(containing)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%s has %d blocks of %s with %s".formatted(file, found.size(), language, containing));
    }
    return found.get(0);
  }

  /** The commands in code blocks. */
  public List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).toList();
  }

  /** Targets of links that are not URLs, as written: a path, an anchor, or both. */
  public Set<String> localLinks() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The file that a link of this page points to. */
  public Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    Path self = Repository.ROOT.resolve(file);
    return path.isEmpty() ? self : self.resolveSibling(path).normalize();
  }

  /** The anchors that GitHub gives to headings. */
  public Set<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The text without code blocks. */
  public String prose() {
    return CODE.matcher(text).replaceAll("");
  }

  @Override
  public String toString() {
    return file;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static List<Path> markdown(Path directory, int depth) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
