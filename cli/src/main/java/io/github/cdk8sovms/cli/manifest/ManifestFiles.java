package io.github.cdk8sovms.cli.manifest;

import static io.github.cdk8sovms.validation.Findings.quote;

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

/** Reads files of manifests, as a synthesis writes them or as somebody else does. */
public final class ManifestFiles {

  private ManifestFiles() {}

  /**
   * The objects of a file, or of all {@code .yaml}, {@code .yml} and {@code .json} files below a
   * directory. What a directory holds besides, such as values for Helm, is passed over; a file that
   * was named must hold objects.
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
          "There is no " + quote(path.toString()) + ". Name a file or directory.");
    }
    return named(quote(path.toString()), documents(path));
  }

  /**
   * The objects that a stream holds, up to its end. It must hold some: an empty one is what a
   * command before the pipe leaves that has failed.
   *
   * @throws UsageException if it does not
   */
  public static List<ManifestObject> read(InputStream stream) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(stream.readAllBytes()))
              .toString();
      List<ManifestObject> objects = named("standard input", documents("standard input", text));
      if (objects.isEmpty()) {
        throw new UsageException(
            "Standard input holds no object. Look whether the command before the pipe failed.");
      }
      return objects;
    } catch (CharacterCodingException e) {
      throw new UsageException("standard input is no text in UTF-8.");
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read: " + e.getMessage() + ".");
    }
  }

  /** All documents of an input that was named must be objects. */
  private static List<ManifestObject> named(String input, List<JsonNode> documents) {
    for (int i = 0; i < documents.size(); i++) {
      if (!isObject(documents.get(i))) {
        throw new UsageException(
            "Document %d of %s is no Kubernetes object: it lacks apiVersion or kind."
                .formatted(i + 1, input));
      }
    }
    // Inputs that are compared with each other may have any names.
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
      throw new UsageException(quote(file.toString()) + " is no text in UTF-8.");
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static List<JsonNode> documents(String input, String text) {
    try {
      return Yaml.documents(text);
    } catch (Yaml.MalformedException e) {
      throw new UsageException(input + " is no YAML, " + e.getMessage() + ".");
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
    return new UsageException(quote(path.toString()) + " cannot be read. Look at who may read it.");
  }
}
