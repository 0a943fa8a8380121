package io.github.cdk8sovms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;

/** The classes of the library by name, from the directories and jars that have them. */
public final class LibraryClasses {
  private static final String PACKAGE = "io/github/cdk8sovms";
  private static final String SUFFIX = ".class";

  private LibraryClasses() {}

  /** The names of all classes, but not those of tests. */
  public static List<String> names() {
    try {
      List<String> files = new ArrayList<>();
      for (URL root :
          Collections.list(LibraryClasses.class.getClassLoader().getResources(PACKAGE))) {
        if (root.openConnection() instanceof JarURLConnection jar) {
          files.addAll(jar.getJarFile().stream().map(ZipEntry::getName).toList());
        } else if (!root.getPath().contains("/test-classes/")) {
          files.addAll(filesBelow(root.toURI()));
        }
      }
      return files.stream()
          .filter(file -> file.startsWith(PACKAGE) && file.endsWith(SUFFIX))
          .filter(file -> !file.endsWith("package-info.class"))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> filesBelow(URI directory) throws IOException {
    Path top = Path.of(directory);
    try (var files = Files.walk(top)) {
      return files
          .map(file -> PACKAGE + "/" + top.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
