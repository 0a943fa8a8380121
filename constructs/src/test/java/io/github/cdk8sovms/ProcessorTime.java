package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The time that code takes of the processor, whatever else the machine does. */
public final class ProcessorTime {
  private ProcessorTime() {}

  /** Fails if the code takes longer in this thread. */
  public static void assertLessThan(Duration limit, Runnable code) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    code.run();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(limit);
  }
}
