package io.github.cdk8sovms.signal;

import java.util.Arrays;

/**
 * The events in a simulated pod, which cannot be observed on a real one.
 *
 * @param scrapes the scrapes by Prometheus
 * @param seconds how long it took
 * @param arrived requests that were sent
 * @param answered requests that were answered
 * @param inSystem requests that were neither at the end
 * @param requestSeconds the integral of the number of requests in the system
 * @param answeredSeconds the time from arrival to answer of all that were answered
 * @param delays for each request that was executed the seconds from arrival until then
 */
record SimulatedRun(
    OvmsScrapes scrapes,
    double seconds,
    long arrived,
    long answered,
    int inSystem,
    double requestSeconds,
    double answeredSeconds,
    double[] delays) {

  double arrivalsPerSecond() {
    return arrived / seconds;
  }

  double meanInSystem() {
    return requestSeconds / seconds;
  }

  double meanSecondsInSystem() {
    return answeredSeconds / answered;
  }

  double meanDelaySeconds() {
    return Arrays.stream(delays).average().orElseThrow();
  }

  /** The part of requests that was executed later than this after arrival. */
  double delayedBeyond(double seconds) {
    return (double) Arrays.stream(delays).filter(delay -> delay > seconds).count() / delays.length;
  }
}
