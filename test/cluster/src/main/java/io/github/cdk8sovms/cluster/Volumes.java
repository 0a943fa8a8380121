package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The volumes of one pod, as directories with the owner and mode that a kubelet gives them. */
final class Volumes {
  /** What a kubelet calls the link that it swaps, so that all files of a volume change at once. */
  private static final String CURRENT = "..data";

  /** Any user may write into an emptyDir, also without an fsGroup. */
  private static final int EMPTY_DIRECTORY = 0_2777;

  private static final int SHARED_DIRECTORY = 0_2775;
  private static final int DIRECTORY = 0_755;
  private static final int FILE = 0_644;

  private final ApiClient api;
  private final JsonNode pod;
  private final Path directory;
  private final VolumeContents contents;

  Volumes(ApiClient api, JsonNode pod, Path directory) {
    this.api = api;
    this.pod = pod;
    this.directory = directory;
    this.contents = new VolumeContents(api, pod);
  }

  VolumeContents contents() {
    return contents;
  }

  /**
   * Makes them, or brings them up to date.
   *
   * @throws ApiException if something that they are made of is not there
   */
  void refresh() {
    for (JsonNode volume : pod.at("/spec/volumes")) {
      try {
        if (isStorage(volume)) {
          own(
              Files.createDirectories(path(volume)),
              volume.has("emptyDir") ? EMPTY_DIRECTORY : SHARED_DIRECTORY);
        } else {
          refresh(path(volume), contents.of(volume));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The directory of a volume. */
  Path path(String name) {
    return path(volume(name));
  }

  /**
   * The text files of a volume. Of a claim they are without texts, and with an empty name for the
   * directory itself; an emptyDir has none.
   *
   * @param subPath the directory of a claim that is mounted; empty for all of it
   */
  Map<String, String> files(String name, String subPath) {
    Map<String, String> files = new LinkedHashMap<>();
    JsonNode volume = volume(name);
    if (volume.has("persistentVolumeClaim")) {
      Path mounted = path(volume).resolve(subPath);
      files.put("", "");
      TextFile.below(mounted).forEach(file -> files.put(mounted.relativize(file).toString(), ""));
    } else if (!isStorage(volume)) {
      contents
          .of(volume)
          .forEach((file, bytes) -> files.put(file, new String(bytes, StandardCharsets.UTF_8)));
    }
    return files;
  }

  private JsonNode volume(String name) {
    for (JsonNode volume : pod.at("/spec/volumes")) {
      if (volume.path("name").asText().equals(name)) {
        return volume;
      }
    }
    throw new IllegalArgumentException("no volume " + name);
  }

  private Path path(JsonNode volume) {
    return volume.has("persistentVolumeClaim")
        ? PersistentVolumes.of(
            api,
            pod.at("/metadata/namespace").asText(),
            volume.at("/persistentVolumeClaim/claimName").asText())
        : directory.resolve(volume.path("name").asText());
  }

  private void refresh(Path path, Map<String, byte[]> files) throws IOException {
    if (holds(path, files)) {
      return;
    }
    Path fresh = path.resolve(".." + System.nanoTime());
    own(Files.createDirectories(fresh), DIRECTORY);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path written = fresh.resolve(file.getKey());
      Files.createDirectories(written.getParent());
      own(Files.write(written, file.getValue()), FILE);
      Path link = path.resolve(Path.of(file.getKey()).getName(0));
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of(CURRENT).resolve(link.getFileName()));
      }
    }
    Path swap = path.resolve("..swap");
    Files.createSymbolicLink(swap, fresh.getFileName());
    Files.move(swap, path.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean holds(Path path, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path written = path.resolve(CURRENT).resolve(file.getKey());
      if (!Files.exists(written) || !Arrays.equals(Files.readAllBytes(written), file.getValue())) {
        return false;
      }
    }
    return Files.exists(path);
  }

  private void own(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:gid", pod.at("/spec/securityContext/fsGroup").asInt(0));
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static boolean isStorage(JsonNode volume) {
    return volume.has("emptyDir") || volume.has("image") || volume.has("persistentVolumeClaim");
  }
}
