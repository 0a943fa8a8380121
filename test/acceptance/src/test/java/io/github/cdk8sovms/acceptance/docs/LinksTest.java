package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Links between pages lead to files, and anchors to headings. */
class LinksTest {
  @Test
  void everyLinkHasATarget() {
    Map<Path, Page> pages = new TreeMap<>();
    Page.all().forEach(page -> pages.put(Repository.ROOT.resolve(page.file()), page));
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String link : page.localLinks()) {
        Path target = page.target(link);
        int anchor = link.indexOf('#');
        boolean found =
            Files.exists(target)
                && (anchor < 0
                    || !pages.containsKey(target)
                    || pages.get(target).anchors().contains(link.substring(anchor + 1)));
        if (!found) {
          broken.add(page + ": " + link);
        }
      }
    }

    assertThat(pages).hasSizeGreaterThan(80);
    assertThat(broken).isEmpty();
  }

  @Test
  void theIndexLeadsToEveryPage() {
    Page index = Page.of("docs/index.md");
    List<String> reached =
        index.localLinks().stream()
            .map(index::target)
            .map(Path::getFileName)
            .map(Path::toString)
            .toList();

    assertThat(Page.all())
        .filteredOn(page -> page.file().matches("docs/[^/]+\\.md"))
        .filteredOn(page -> !page.file().equals("docs/index.md"))
        .extracting(page -> page.file().replaceFirst("docs/", ""))
        .allSatisfy(name -> assertThat(reached).contains(name));
  }

  /** The same as the build of the site, which is not part of every build. */
  @Test
  void theNavigationOfTheSiteHasEveryPage() {
    String navigation = Repository.read(Repository.ROOT.resolve("tools/site/conf.py"));

    assertThat(Page.all())
        .filteredOn(page -> page.file().matches("docs/[^/]+\\.md"))
        .filteredOn(page -> !page.file().equals("docs/index.md"))
        .extracting(page -> page.file().replaceAll("docs/|\\.md", ""))
        .allSatisfy(name -> assertThat(navigation).contains("\"" + name + "\""));
  }
}
