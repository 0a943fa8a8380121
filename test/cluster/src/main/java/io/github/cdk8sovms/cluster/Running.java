package io.github.cdk8sovms.cluster;

import java.time.Duration;

/** A program in a container, real or simulated. */
interface Running {
  boolean isAlive();

  /** Of one that has ended. */
  int exitCode();

  void stop(Duration grace);

  static Running of(ServerProcess process) {
    return new Running() {
      @Override
      public boolean isAlive() {
        return process.isAlive();
      }

      @Override
      public int exitCode() {
        return process.exitCode();
      }

      @Override
      public void stop(Duration grace) {
        process.stop(grace);
      }
    };
  }

  static Running simulated(SimulatedProgram.Playing program) {
    return new Running() {
      @Override
      public boolean isAlive() {
        return true;
      }

      @Override
      public int exitCode() {
        throw new IllegalStateException("it runs until it is stopped");
      }

      @Override
      public void stop(Duration grace) {
        if (!program.heedsSignals()) {
          Await.pause(grace);
        }
        program.close();
      }
    };
  }

  /** One that does nothing until it is stopped. */
  static Running idle() {
    return simulated(
        new SimulatedProgram.Playing() {
          @Override
          public boolean heedsSignals() {
            return true;
          }

          @Override
          public void close() {}
        });
  }

  /** One that has ended at once. */
  static Running ended(int exitCode) {
    return new Running() {
      @Override
      public boolean isAlive() {
        return false;
      }

      @Override
      public int exitCode() {
        return exitCode;
      }

      @Override
      public void stop(Duration grace) {}
    };
  }
}
