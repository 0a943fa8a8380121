package io.github.cdk8sovms.cli.manifest;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads manifest files of any origin. */
public final class ManifestFiles {

  private ManifestFiles() {}

  /**
   * Returns the objects of a file, or of all {@code .yaml}, {@code .yml} and {@code .json} files
   * below a directory. Other files in a directory, such as Helm values, are skipped; a given file
   * must contain objects.
   *
   * @throws UsageException if there is no such file, or it cannot be read
   */
  public static List<ManifestObject> read(Path path) {
    if (Files.isDirectory(path)) {
      List<ManifestObject> objects = new ArrayList<>();
      for (Path file : filesBelow(path)) {
        List<JsonNode> documents = documents(file);
        if (documents.stream().allMatch(ManifestFiles::isObject)) {
          objects.addAll(objects(path.relativize(file).toString(), documents));
        }
      }
      return objects;
    }
    if (!Files.exists(path)) {
      throw new UsageException(
          quote(path.toString()) + " does not exist. Give a file or directory.");
    }
    return requireObjects(quote(path.toString()), documents(path));
  }

  /**
   * Returns the objects of a stream. It must contain some: an empty stream usually means that the
   * command before the pipe has failed.
   *
   * @throws UsageException if it contains none
   */
  public static List<ManifestObject> read(InputStream stream) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(stream.readAllBytes()))
              .toString();
      List<ManifestObject> objects =
          requireObjects("standard input", documents("Standard input", text));
      if (objects.isEmpty()) {
        throw new UsageException(
            "Standard input contains no object. Check whether the command before the pipe failed.");
      }
      return objects;
    } catch (CharacterCodingException e) {
      throw new UsageException("Standard input is not UTF-8 text.");
    } catch (IOException e) {
      throw new UsageException("Standard input cannot be read: " + e.getMessage() + ".");
    }
  }

  /** Returns the objects of a given input, all of whose documents must be objects. */
  private static List<ManifestObject> requireObjects(String input, List<JsonNode> documents) {
    for (int i = 0; i < documents.size(); i++) {
      if (!isObject(documents.get(i))) {
        throw new UsageException(
            "Document %d of %s is not a Kubernetes object: it lacks apiVersion or kind."
                .formatted(i + 1, input));
      }
    }
    // Two inputs that are compared may have different file names.
    return objects("", documents);
  }

  private static boolean isObject(JsonNode document) {
    return document.path("apiVersion").isTextual() && document.path("kind").isTextual();
  }

  private static List<ManifestObject> objects(String file, List<JsonNode> documents) {
    List<ManifestObject> objects = new ArrayList<>();
    for (JsonNode document : documents) {
      if (document.path("kind").asText().equals("List") && document.path("items").isArray()) {
        List<JsonNode> items = new ArrayList<>();
        document.path("items").forEach(items::add);
        objects.addAll(objects(file, items));
      } else {
        objects.add(new ManifestObject(ObjectId.of(document), file, document));
      }
    }
    return objects;
  }

  private static List<JsonNode> documents(Path file) {
    try {
      return documents(quote(file.toString()), Files.readString(file));
    } catch (MalformedInputException e) {
      throw new UsageException(quote(file.toString()) + " is not UTF-8 text.");
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static List<JsonNode> documents(String input, String text) {
    try {
      return Yaml.documents(text);
    } catch (Yaml.MalformedException e) {
      throw new UsageException(input + " is not valid YAML, " + e.getMessage() + ".");
    }
  }

  private static List<Path> filesBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw unreadable(directory);
    }
  }

  private static UsageException unreadable(Path path) {
    return new UsageException(quote(path.toString()) + " cannot be read. Check its permissions.");
  }
}
