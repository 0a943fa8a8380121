package io.github.cdk8sovms.emulator;

/** Queues that are solved, with a load in streams that are busy in the mean. */
final class QueueingTheory {
  private QueueingTheory() {}

  /**
   * The part of requests that wait in an M/M/c queue, by Erlang's formula as it is written in
   * textbooks: with factorials, so for few streams.
   */
  static double probabilityOfWaiting(int streams, double load) {
    double last = Math.pow(load, streams) / factorial(streams) * streams / (streams - load);
    double others = 0;
    for (int busy = 0; busy < streams; busy++) {
      others += Math.pow(load, busy) / factorial(busy);
    }
    return last / (others + last);
  }

  /** The mean wait in an M/M/c queue, in service times. */
  static double meanWait(int streams, double load) {
    return probabilityOfWaiting(streams, load) / (streams - load);
  }

  /** The part of requests that an M/M/c/K queue refuses, because K are there. */
  static double probabilityOfRefusal(int streams, int most, double load) {
    double state = 1;
    double all = 1;
    for (int there = 1; there <= most; there++) {
      state *= load / Math.min(there, streams);
      all += state;
    }
    return state / all;
  }

  /**
   * The mean wait in an M/D/c queue, in service times (Crommelin, 1932). All that is executed now
   * has left one service time later, and nothing else has: so the number of requests one service
   * time later is what waits now and what arrived. Iterated until it does not change.
   */
  static double meanWaitOfConstantService(int streams, double load) {
    int states = 600;
    double[] arrivals = poisson(load, states);
    double[] now = new double[states];
    now[0] = 1;
    for (int round = 0; round < 2000; round++) {
      double[] next = new double[states];
      for (int there = 0; there < states; there++) {
        int left = Math.max(0, there - streams);
        for (int came = 0; now[there] > 1e-15 && left + came < states; came++) {
          next[left + came] += now[there] * arrivals[came];
        }
      }
      now = next;
    }
    double waiting = 0;
    for (int there = streams; there < states; there++) {
      waiting += (there - streams) * now[there];
    }
    return waiting / load;
  }

  /**
   * The mean wait on one stream, in service times, by Pollaczek and Khinchine.
   *
   * @param variation standard deviation of service times by their mean
   */
  static double meanWaitOnOneStream(double load, double variation) {
    return load / (1 - load) * (1 + variation * variation) / 2;
  }

  private static double[] poisson(double mean, int states) {
    double[] probabilities = new double[states];
    probabilities[0] = Math.exp(-mean);
    for (int i = 1; i < states; i++) {
      probabilities[i] = probabilities[i - 1] * mean / i;
    }
    return probabilities;
  }

  private static double factorial(int n) {
    return n == 0 ? 1 : n * factorial(n - 1);
  }
}
