package io.github.cdk8sovms.acceptance.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The grammar of a program that reads emitted text: {@code tools/grammars}.
 *
 * @param name of the grammar there
 */
record Grammar(String name) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 20_261_128;

  /**
   * The program's answer for a text.
   *
   * @param text the text
   * @param taken whether it takes the text
   * @param said the form in which it keeps the text, or why it does not take it
   */
  record Answer(String text, boolean taken, String said) {}

  /** Asks once about all texts. */
  List<Answer> ask(Path directory, List<String> texts) {
    try {
      StringBuilder questions = new StringBuilder();
      for (String text : texts) {
        questions.append(JSON.writeValueAsString(List.of(name, text))).append('\n');
      }
      Path file = Files.writeString(directory.resolve(name + ".txt"), questions);
      Command run = GoTool.GRAMMARS.runOn(file, List.of());
      if (run.exitCode() != 0) {
        throw new AssertionError(run.output());
      }
      return answers(texts, run.output().lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Answer> answers(List<String> texts, List<String> lines)
      throws JsonProcessingException {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      var line = JSON.readTree(lines.get(i));
      answers.add(new Answer(texts.get(i), line.get(0).asBoolean(), line.get(1).asText()));
    }
    return answers;
  }

  /** Texts put together from parts, always the same. */
  static List<String> texts(int count, int mostParts, List<String> parts) {
    Random random = new Random(SEED);
    LinkedHashSet<String> texts = new LinkedHashSet<>(parts);
    for (int i = 0; i < count; i++) {
      texts.add(
          random
              .ints(1 + random.nextInt(mostParts), 0, parts.size())
              .mapToObj(parts::get)
              .collect(Collectors.joining()));
    }
    return List.copyOf(texts);
  }
}
