package io.github.cdk8sovms.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitSyntaxTest {
  private static final long SEED = 20_261_128;
  private static final int CASES = 400;
  private static final List<String> PARTS =
      List.of(
          "a", "main", "v1.2", "/", "//", ".", "..", ".lock", "@", "@{", "{", "-", "+", "~", "^",
          ":", "?", "*", "[", "\\", "\t", " ", "#", "%", "=", ",", "é", "HEAD");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://git.example.com/serving.git",
        "https://git.example.com:8443/a/b/",
        "git@git.example.com:a/b.git",
        "ssh://git@git.example.com:2222/a",
      })
  void repositories(String url) {
    assertThat(GitSyntax.isRepository(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://git.example.com",
        "https://me:pw@git.example.com/a",
        "https://git.example.com:99999/a",
        "ssh://git@git.example.com:99999/a",
        "https://a..b/c d",
        "/srv/git",
      })
  void noRepositories(String url) {
    assertThat(GitSyntax.isRepository(url)).isFalse();
  }

  @Test
  void anyLengthIsAnswered() {
    String deep = "a/".repeat(100_000) + "a";
    assertThat(GitSyntax.isRepository("https://a.b/" + deep)).isFalse();
    assertThat(GitSyntax.isRevision(deep)).isFalse();
    assertThat(GitSyntax.isDirectory(deep)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dist", "a/b", ".", "a..b", "émile/été"})
  void directories(String path) {
    assertThat(GitSyntax.isDirectory(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/dist", "dist/", "../a", "a/../b", "a\\b", "a b", "a\u200bb"})
  void noDirectories(String path) {
    assertThat(GitSyntax.isDirectory(path)).isFalse();
  }

  /** A name that starts with '-' would be an option of some commands, and '@' alone is HEAD. */
  @Test
  void revisionsAreWhatGitTakes() throws IOException, InterruptedException {
    List<String> names = names();
    List<String> taken = takenByGit(names);

    assertThat(names.stream().filter(GitSyntax::isRevision))
        .containsExactlyElementsOf(
            taken.stream().filter(name -> !name.startsWith("-") && !name.equals("@")).toList());
    assertThat(taken).hasSizeBetween(CASES / 10, CASES * 9 / 10);
  }

  private static List<String> names() {
    Random random = new Random(SEED);
    return random
        .ints(CASES, 1, 6)
        .mapToObj(
            length ->
                random
                    .ints(length, 0, PARTS.size())
                    .mapToObj(PARTS::get)
                    .collect(Collectors.joining()))
        .distinct()
        .toList();
  }

  private static List<String> takenByGit(List<String> names)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "for n; do git check-ref-format --allow-onelevel \"refs/heads/$n\" && echo y || echo"
                    + " n; done",
                "sh"));
    command.addAll(names);
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> answers =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(git.waitFor()).isZero();
    assertThat(answers).hasSameSizeAs(names);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (answers.get(i).equals("y")) {
        taken.add(names.get(i));
      }
    }
    return taken;
  }
}
