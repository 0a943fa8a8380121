package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How models get into a server: all in turn at its start; and what is missing then again at each
 * poll, if there are any.
 *
 * @param time what all of them take
 * @param pollSeconds between two looks for files; 0 for none
 */
record Loading(PodProcess process, Duration time, int pollSeconds, Collection<Servable> servables) {

  /**
   * The server is ready after it whatever failed, and only polling has a thread that tries again.
   *
   * @see <a
   *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/modelmanager.cpp">
   *     startFromFile and startWatcher</a>
   */
  void start(Runnable ready) {
    process.in(
        Timeline.seconds(time),
        () -> {
          servables.forEach(Servable::loaded);
          ready.run();
          retryMissing();
        });
  }

  private void retryMissing() {
    List<Servable> missing = servables.stream().filter(each -> !each.isServed()).toList();
    if (pollSeconds == 0 || missing.isEmpty()) {
      return;
    }
    process.in(
        pollSeconds,
        () -> {
          missing.forEach(Servable::list);
          process.in(
              Timeline.seconds(time),
              () -> {
                missing.forEach(Servable::loaded);
                retryMissing();
              });
        });
  }
}
