package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pages, decisions and comments use the terms of Kubernetes, Prometheus and OVMS. The list has
 * phrases that made earlier texts hard to read, each with what to write instead.
 */
class WordsTest {
  private static final Map<String, String> INSTEAD = new TreeMap<>();

  static {
    INSTEAD.put("\\b(somebody|nobody|whoever)\\b", "name the user, client or component");
    INSTEAD.put("\\b(is|are|was|were|be|been) (told|asked) (of|by|who|that|what)\\b", "configured");
    INSTEAD.put("\\b(is|are) told\\b", "is configured, is notified");
    INSTEAD.put("\\bof one's own\\b", "own, separate, private");
    INSTEAD.put("\\bof our own\\b", "of this library");
    INSTEAD.put("\\basks who\\b", "requires authentication");
    INSTEAD.put("\\bautoscaler's look\\b", "HPA sync");
    INSTEAD.put("\\bmust be said\\b", "is required");
    INSTEAD.put("\\bsaid apart\\b", "configured separately");
    INSTEAD.put("\\bin all(?= *(\\||[.:;]))", "total");
    INSTEAD.put("\\bno end\\b", "unlimited, no upper bound");
    INSTEAD.put("\\b(worked|works?|working) out\\b", "computed");
    INSTEAD.put("\\banew\\b", "again");
    INSTEAD.put("\\b(is|are) there already\\b", "exists");
    INSTEAD.put("\\bthe (fewest|most) (pods|allowed)\\b", "minReplicas, maxReplicas");
    INSTEAD.put("\\b(gives|given) back\\b", "returns, exposes, releases");
    INSTEAD.put("\\bgoes on\\b", "continues");
    INSTEAD.put("\\bmakes? load\\b", "generate load");
    INSTEAD.put("\\b(he|him|his)\\b", "the user, they");
    INSTEAD.put("\\b(is|are|was|were|be|been|not|as) said\\b", "configured, described");
    INSTEAD.put("\\bunless told\\b", "by default");
    INSTEAD.put("\\b(hears?|heard)\\b", "receives, detects");
    INSTEAD.put("\\bwithout a word\\b", "silently, without an error");
    INSTEAD.put("\\b(we|our|ours)\\b", "the library, this project");
    INSTEAD.put("\\bof others\\b", "of other owners, existing");
    INSTEAD.put(
        "\\bof (its|their|your) own\\b(?!\\s+(namespaces?|frames)\\b)", "its own, separate");
    INSTEAD.put("\\b(not|is|are) to be had\\b", "unavailable");
    INSTEAD.put("\\bstand-in\\b", "emulator");
    INSTEAD.put("\\bstands? still\\b", "keeps its replicas, hangs");
    INSTEAD.put("\\bfor ever\\b", "permanently");
    INSTEAD.put("\\bso many\\b(?![^.]*\\bthat\\b)", "this number of");
    INSTEAD.put("\\bhanded (on|over|to)\\b", "passed to");
    INSTEAD.put("\\blets? in\\b", "admits, allows");
    INSTEAD.put("\\blooks? of (an|the) autoscaler\\b", "HPA sync");
    INSTEAD.put(
        "\\basks? (the registry|Prometheus|the API server|the adapter)\\b", "queries, contacts");
    INSTEAD.put("\\bat the begin\\b", "at the beginning");
    INSTEAD.put("\\ball hops stand\\b", "all hops work");
    INSTEAD.put("\\bif none is said\\b", "by default");
  }

  private static final Map<Pattern, String> PATTERNS =
      INSTEAD.entrySet().stream()
          .collect(Collectors.toMap(each -> pattern(each.getKey()), Map.Entry::getValue));

  /** Nearly no text has any of them. */
  private static final Pattern ANY = pattern(String.join("|", INSTEAD.keySet()));

  private static Pattern pattern(String phrase) {
    return Pattern.compile(phrase, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  }

  /**
   * Block comments, Javadoc included, and line comments; not URLs, whose slashes follow a colon.
   */
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?<![:\"])//[^\n]*");

  private static final Pattern TARGET = Pattern.compile("]\\([^)]*\\)");

  @Test
  void pagesAreInPlainTechnicalEnglish() {
    List<String> found = new ArrayList<>();
    for (Page page : Page.all()) {
      search(page.file(), TARGET.matcher(page.prose()).replaceAll("]()"), found);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void commentsAreInPlainTechnicalEnglish() {
    List<String> found = new ArrayList<>();
    List<Path> sources =
        Stream.of("core", "constructs", "cli", "apps", "starter")
            .flatMap(
                module ->
                    Repository.filesBelow(Repository.ROOT.resolve(module + "/src/main/java"))
                        .stream())
            .toList();
    for (Path source : sources) {
      Matcher comments = COMMENT.matcher(Repository.read(source));
      while (comments.find()) {
        String text = comments.group().replaceAll("(?m)^\\s*\\*", "");
        search(Repository.ROOT.relativize(source).toString(), text, found);
      }
    }
    assertThat(sources).hasSizeGreaterThan(200);
    assertThat(found).isEmpty();
  }

  @Test
  void thePhrasesAreFound() {
    List<String> found = new ArrayList<>();

    search("page.md", "Nobody is told of it.\n| scrape | in all |\n", found);

    assertThat(found).hasSize(4);
    assertThat(found.get(0)).startsWith("page.md: \"");
  }

  private static void search(String file, String text, List<String> found) {
    if (!ANY.matcher(text).find()) {
      return;
    }
    PATTERNS.forEach(
        (phrase, better) ->
            phrase
                .matcher(text)
                .results()
                .forEach(
                    hit ->
                        found.add(
                            "%s: \"%s\"; write: %s".formatted(file, hit.group().strip(), better))));
  }
}
