package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A script that makes the file system that a container would have, in a separate mount namespace,
 * and becomes its program. Nothing of this machine is in it but the program.
 */
final class ContainerScript {
  private final StringBuilder text = new StringBuilder();

  private ContainerScript() {}

  /**
   * @param image what is in it: paths, and the files and directories of this machine
   * @param user whom the image runs its program as
   * @param directory of this container
   * @param command what to run in it
   */
  static String of(
      JsonNode pod,
      JsonNode container,
      Map<String, Path> image,
      long user,
      Volumes volumes,
      Path directory,
      List<String> command,
      Map<String, String> environment) {
    ContainerScript script = new ContainerScript();
    script.begin(directory);
    image.forEach((path, file) -> script.bind(file.toAbsolutePath(), path, "ro"));
    script.bind(directory.resolveSibling("hosts"), "/etc/hosts", "ro");
    script.bind(directory.resolveSibling("resolv.conf"), "/etc/resolv.conf", "ro");
    for (JsonNode mount : container.path("volumeMounts")) {
      script.mount(mount, volumes);
    }
    if (container.at("/securityContext/readOnlyRootFilesystem").asBoolean()) {
      script.line("mount -o remount,ro \"$root\"");
    }
    script.become(pod, container, user, command, environment);
    return script.text.toString();
  }

  private void begin(Path directory) {
    line("#!/bin/sh");
    line("set -eu");
    line("root=" + quoted(directory.resolve("root").toString()));
    text.append(
        """
        mkdir -p "$root"
        mount -t tmpfs -o mode=755 tmpfs "$root"
        mkdir "$root/proc" "$root/dev"
        mount -t proc proc "$root/proc"
        bind() {
          if [ -d "$1" ]; then
            mkdir -p "$root$2"
          else
            mkdir -p "$(dirname "$root$2")"
            : >"$root$2"
          fi
          mount --bind "$1" "$root$2"
          if [ "$3" = ro ]; then mount -o remount,bind,ro "$root$2"; fi
        }
        bind /dev/null /dev/null rw
        """);
  }

  private void mount(JsonNode mount, Volumes volumes) {
    Path volume = volumes.path(mount.path("name").asText());
    String source = volume.resolve(mount.path("subPath").asText()).normalize().toString();
    if (mount.has("subPath")) {
      line("[ -e %1$s ] || mkdir -p -m 777 %1$s".formatted(quoted(source)));
    }
    text.append("bind \"$(readlink -f %s)\" ".formatted(quoted(source)));
    text.append(quoted(mount.path("mountPath").asText()));
    line(mount.path("readOnly").asBoolean() ? " ro" : " rw");
  }

  private void bind(Path source, String target, String mode) {
    line(
        "bind \"$(readlink -f %s)\" %s %s"
            .formatted(quoted(source.toString()), quoted(target), mode));
  }

  private void become(
      JsonNode pod,
      JsonNode container,
      long userOfImage,
      List<String> command,
      Map<String, String> environment) {
    long user = setting(pod, container, "runAsUser", userOfImage);
    long group = setting(pod, container, "runAsGroup", user);
    long extra = pod.at("/spec/securityContext/fsGroup").asLong(group);
    text.append("exec env -i");
    environment.forEach((name, value) -> text.append(" \\\n  ").append(quoted(name + "=" + value)));
    text.append(
        " \\\n  setpriv --no-new-privs chroot --userspec=%d:%d --groups=%d \"$root\""
            .formatted(user, group, extra));
    line(command.stream().map(word -> " \\\n  " + quoted(word)).collect(Collectors.joining()));
  }

  /** The value of the container, else of its pod, else of the image. */
  private static long setting(JsonNode pod, JsonNode container, String name, long ofImage) {
    long ofPod = pod.at("/spec/securityContext").path(name).asLong(ofImage);
    return container.path("securityContext").path(name).asLong(ofPod);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
