package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The golden files of cases. A case has a folder with a file for each object that no case before it
 * emits. The rest is in {@value #EQUAL}: the files of other cases that hold the same text. So a
 * change shows once for each form of an object, and not once for each case.
 */
public final class GoldenCases {
  /** One line for each object that another case stores: {@code <case>/<file>}. */
  public static final String EQUAL = "equal.txt";

  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String HOW = "; after a deliberate change run: mvn verify -Dgolden.update";

  private final Path root;
  private final List<String> order;
  private final boolean update;

  GoldenCases(Path root, List<String> order, boolean update) {
    this.root = root;
    this.order = List.copyOf(order);
    this.update = update;
  }

  /** All cases, in the order in which one may refer to others. */
  public static GoldenCases inOrder(List<String> order) {
    return new GoldenCases(Repository.GOLDEN, order, UPDATE);
  }

  /** Each stored file once, whichever cases have the object. */
  public static List<Path> stored() {
    return yaml(Repository.GOLDEN);
  }

  /** The names of all cases. */
  public static List<String> names() {
    try (Stream<Path> folders = Files.list(Repository.GOLDEN)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files with the objects of one case, in the order of their names. */
  public static List<Path> files(String name) {
    return List.copyOf(files(Repository.GOLDEN, name).values());
  }

  /** The objects of one case. */
  public static List<Manifest> manifests(String name) {
    return files(name).stream()
        .flatMap(file -> Manifest.of(Repository.read(file)).stream())
        .toList();
  }

  /** The file with one object of a case. */
  public static Path file(String name, String file) {
    return Optional.ofNullable(files(Repository.GOLDEN, name).get(file))
        .orElseThrow(() -> new AssertionError("no " + file + " in " + name));
  }

  /** Checks what a case emits, and that it stores nothing that a case before it stores. */
  public void check(String name, List<Manifest> manifests) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<String> names = Manifest.fileNames(manifests);
    for (int i = 0; i < names.size(); i++) {
      texts.put(names.get(i), manifests.get(i).text());
    }
    if (update) {
      write(name, texts);
    }
    Map<String, Path> files = files(root, name);
    assertThat(files.keySet())
        .as("objects of " + name + HOW)
        .containsExactlyInAnyOrderElementsOf(texts.keySet());
    texts.forEach(
        (file, text) ->
            assertThat(Repository.read(files.get(file)))
                .as(root.relativize(files.get(file)) + ", emitted by " + name + HOW)
                .isEqualTo(text));
    texts.forEach(
        (file, text) ->
            assertThat(root.relativize(files.get(file)).toString())
                .as("where " + file + " of " + name + " is stored" + HOW)
                .isEqualTo(place(name, file, text)));
  }

  /** Checks that no other case has a folder; an update deletes it. */
  public void checkThatThereAreNoOthers() {
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        if (update && !order.contains(folder.getFileName().toString())) {
          Repository.filesBelow(folder).forEach(GoldenCases::delete);
          delete(folder);
        } else {
          assertThat(order).as("cases" + HOW).contains(folder.getFileName().toString());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, Map<String, String> texts) {
    Path folder = root.resolve(name);
    TreeSet<String> equal = new TreeSet<>();
    List<Path> own = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          String place = place(name, file, text);
          if (place.equals(name + "/" + file)) {
            own.add(folder.resolve(file));
            Repository.write(folder.resolve(file), text);
          } else {
            equal.add(place);
          }
        });
    if (!equal.isEmpty()) {
      own.add(folder.resolve(EQUAL));
      Repository.write(folder.resolve(EQUAL), String.join("\n", equal) + "\n");
    }
    Repository.filesBelow(folder).stream()
        .filter(file -> !own.contains(file))
        .forEach(GoldenCases::delete);
  }

  /** The first case that stores a file of this name and text, or else the case itself. */
  private String place(String name, String file, String text) {
    for (String before : order.subList(0, order.indexOf(name))) {
      Path stored = root.resolve(before).resolve(file);
      if (Files.exists(stored) && Repository.read(stored).equals(text)) {
        return before + "/" + file;
      }
    }
    return name + "/" + file;
  }

  private static Map<String, Path> files(Path root, String name) {
    Path folder = root.resolve(name);
    Map<String, Path> files = new TreeMap<>();
    yaml(folder).forEach(file -> files.put(file.getFileName().toString(), file));
    Path equal = folder.resolve(EQUAL);
    if (Files.exists(equal)) {
      for (String line : Repository.read(equal).lines().toList()) {
        Path file = root.resolve(line);
        assertThat(files.put(file.getFileName().toString(), file))
            .as(line + " is stored and listed" + HOW)
            .isNull();
        assertThat(file).as("listed in " + root.relativize(equal) + HOW).exists();
      }
    }
    return files;
  }

  private static List<Path> yaml(Path folder) {
    return Repository.filesBelow(folder).stream()
        .filter(file -> file.toString().endsWith(".yaml"))
        .toList();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
