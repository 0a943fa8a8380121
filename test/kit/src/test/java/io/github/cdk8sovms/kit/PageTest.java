package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pages as tests see them. */
class PageTest {
  private static final Page PAGE =
      new Page(
          "docs/page.md",
          """
          # A page: with `code`
          See [the README](../README.md#start) and [outside](https://example.org).
          ```java
          class A {} // [no link](x.md)
          ```
          ```sh
          mvn verify
          ```
          ```java
          class B {}
          ```
          """);

  @Test
  void blocksAreFoundByLanguageAndContent() {
    assertThat(PAGE.blocks("java")).hasSize(2);
    assertThat(PAGE.block("java", "class B")).isEqualTo("class B {}\n");
    assertThat(PAGE.commands()).containsExactly("mvn verify");
  }

  @Test
  void linksAreThoseOutsideOfCode() {
    assertThat(PAGE.localLinks()).containsExactly("../README.md#start");
    assertThat(PAGE.target("../README.md#start")).isEqualTo(Repository.ROOT.resolve("README.md"));
    assertThat(PAGE.anchors()).containsExactly("a-page-with-code");
  }
}
