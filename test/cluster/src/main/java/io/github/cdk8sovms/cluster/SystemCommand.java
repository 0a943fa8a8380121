package io.github.cdk8sovms.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A command of the system that was run to its end.
 *
 * @param exitCode zero if it went well
 * @param output what it printed, on either channel
 */
record SystemCommand(int exitCode, String output) {
  static SystemCommand run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes());
      return new SystemCommand(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + words, e);
    }
  }
}
