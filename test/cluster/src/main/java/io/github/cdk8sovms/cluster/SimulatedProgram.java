package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What plays the part of an image that cannot run here. Its pod is Ready only when the probes of
 * its spec are answered, as that of a real one. Its init containers count as completed, and its
 * sidecars as running, but for scripts of bash in the same image.
 */
public interface SimulatedProgram {
  /** Which image it plays, without tag. */
  String repository();

  /**
   * What scripts find in the image besides the programs of this machine: paths there, and the files
   * or directories that play their parts.
   */
  default Map<String, Path> image() {
    return Map.of();
  }

  /**
   * Starts it, listening on the address of the pod.
   *
   * @throws Ended if the program would end at once
   */
  Playing start(Start start) throws Ended;

  /** A program while it runs; closing it ends it. */
  interface Playing extends AutoCloseable {
    /** Whether it ends on SIGTERM; one that hangs has to be killed. */
    boolean heedsSignals();

    @Override
    void close();
  }

  /**
   * What a container finds.
   *
   * @param pod the whole object
   * @param container of its spec
   * @param args with variables replaced
   * @param files the mounted text files by path
   */
  record Start(
      JsonNode pod,
      JsonNode container,
      InetAddress address,
      List<String> args,
      Map<String, String> environment,
      Map<String, String> files) {
    public Start {
      args = List.copyOf(args);
      environment = Map.copyOf(environment);
      files = Map.copyOf(files);
    }
  }

  /** The program ended instead of starting. */
  final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final int exitCode;

    public Ended(int exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }
}
