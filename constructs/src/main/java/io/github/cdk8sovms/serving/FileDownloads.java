package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.serving.internal.RemoteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * Downloads files over https into a directory of the pod, and verifies them, before the server
 * starts.
 *
 * <p>No shell is involved: URLs are arguments of curl and checksums a file for sha256sum, so a URL
 * cannot inject a command.
 */
final class FileDownloads {
  static final String VOLUME = "downloads";
  static final String DIRECTORY = "/downloads";
  static final String FETCHER = "fetch-models";
  static final String VERIFIER = "verify-models";

  /** The key of the checksums in the ConfigMap of the server's configuration. */
  static final String CHECKSUM_FILE = "models.sha256";

  private static final Resources SMALL =
      Resources.cpu("100m").memory("128Mi").ephemeralStorage("128Mi");

  private final DownloadSettings settings;
  private final Quantity limit;
  private final String pullPolicy;
  private final List<String> transfers = new ArrayList<>();
  private final StringBuilder checksums = new StringBuilder();

  FileDownloads(DownloadSettings settings, Quantity limit, String pullPolicy) {
    this.settings = settings;
    this.limit = limit;
    this.pullPolicy = pullPolicy;
  }

  /** Returns the directory of a model, in which OVMS expects one directory per version. */
  static String directory(String model) {
    return DIRECTORY + "/" + model;
  }

  void add(String model, HttpsFiles files) {
    for (RemoteFile file : files.files()) {
      String path = file.path();
      String target = directory(model) + "/" + files.version() + "/" + path;
      transfers.addAll(List.of("--output", target, file.url()));
      if (files.checksums().containsKey(path)) {
        checksums.append(files.checksums().get(path)).append("  ").append(target).append('\n');
      }
    }
  }

  List<Volume> volumes() {
    return transfers.isEmpty() ? List.of() : List.of(Volumes.scratch(VOLUME, limit));
  }

  List<VolumeMount> serverMounts() {
    return transfers.isEmpty() ? List.of() : List.of(Volumes.readOnly(VOLUME, DIRECTORY));
  }

  Map<String, String> configFiles() {
    return checksums.isEmpty() ? Map.of() : Map.of(CHECKSUM_FILE, checksums.toString());
  }

  List<Container> initContainers() {
    if (transfers.isEmpty()) {
      return List.of();
    }
    return checksums.isEmpty() ? List.of(fetch()) : List.of(fetch(), verify());
  }

  private Container fetch() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--fail",
                "--silent",
                "--show-error",
                "--location",
                "--globoff",
                "--proto",
                "=https",
                "--retry",
                "5",
                "--retry-all-errors",
                "--create-dirs"));
    arguments.addAll(transfers);
    return container(FETCHER, "curl", arguments)
        .volumeMounts(List.of(Volumes.writable(VOLUME, DIRECTORY)))
        .build();
  }

  private Container verify() {
    List<String> arguments = List.of("-c", ConfigFile.DIRECTORY + "/" + CHECKSUM_FILE);
    return container(VERIFIER, "sha256sum", arguments)
        .volumeMounts(
            List.of(
                Volumes.readOnly(VOLUME, DIRECTORY),
                Volumes.readOnly(ConfigFile.VOLUME, ConfigFile.DIRECTORY)))
        .build();
  }

  private Container.Builder container(String name, String command, List<String> arguments) {
    return Containers.of(name, command, Argument.of(arguments))
        .image(settings.image().text())
        .imagePullPolicy(pullPolicy)
        .resources(SMALL.toSpec())
        .securityContext(PodSecurity.container());
  }
}
