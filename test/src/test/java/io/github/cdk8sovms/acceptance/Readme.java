package io.github.cdk8sovms.acceptance;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of README.md that can be checked. */
final class Readme {
  private static final String TEXT = Repository.read(Repository.ROOT.resolve("README.md"));
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*) \\|$");
  private static final Pattern METHOD = Pattern.compile("`(\\w+)`");

  /** What every construct takes. */
  private static final Set<String> FOR_ALL =
      Arrays.stream(ComponentBuilder.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toSet());

  private Readme() {}

  static String text() {
    return TEXT;
  }

  /** The code blocks of a language, in their order. */
  static List<String> blocks(String language) {
    return new Markdown(TEXT).blocks(language);
  }

  /** The only code block of a language that contains a text. */
  static String block(String language, String containing) {
    List<String> found =
        blocks(language).stream().filter(block -> block.contains(containing)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks of " + language + " with " + containing);
    }
    return found.get(0);
  }

  /** The commands in code blocks. */
  static List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).toList();
  }

  /** Links to files of this repository. */
  static Set<String> localLinks() {
    return LINK.matcher(TEXT)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the table of options has for a type. */
  static Map<String, Set<String>> options() {
    String table = TEXT.substring(TEXT.indexOf("## Options"), TEXT.indexOf("## Apply it"));
    Map<String, Set<String>> options = new TreeMap<>();
    Matcher rows = ROW.matcher(table);
    while (rows.find()) {
      Set<String> methods =
          METHOD
              .matcher(rows.group(2))
              .results()
              .map((MatchResult method) -> method.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      options.put(rows.group(1), methods);
    }
    return options;
  }

  /** What a builder, or a value that is changed by copies, can be told beyond what all can. */
  static Set<String> optionsOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> type.isAssignableFrom(method.getReturnType()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !FOR_ALL.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
