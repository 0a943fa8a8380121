package io.github.cdk8sovms.planning;

/** Queues that are solved. Load is in busy servers, times are in service times. */
final class Theory {
  private Theory() {}

  /**
   * The share of requests that wait in an M/M/c queue, from the recursion of Erlang's B formula.
   */
  static double erlangC(int servers, double load) {
    double blocked = 1;
    for (int i = 1; i <= servers; i++) {
      blocked = load * blocked / (i + load * blocked);
    }
    double utilization = load / servers;
    return blocked / (1 - utilization * (1 - blocked));
  }

  /** Mean wait in an M/M/c queue. */
  static double waitOfExponential(int servers, double load) {
    return erlangC(servers, load) / (servers - load);
  }

  /** Mean wait in an M/D/c queue, by Crommelin's series of Poisson tails. */
  static double waitOfConstant(int servers, double load) {
    double wait = 0;
    for (int i = 1; i < 2000; i++) {
      double mean = i * load;
      double term =
          poissonAtLeast(i * servers, mean)
              - servers / load * poissonAtLeast(i * servers + 1, mean);
      wait += term;
      if (Math.abs(term) < 1e-12) {
        break;
      }
    }
    return wait;
  }

  /** Mean wait on one server, by Pollaczek and Khinchine. */
  static double waitOnOneServer(double load, double spread) {
    return load / (1 - load) * (1 + spread * spread) / 2;
  }

  /** The share of requests that an M/M/c/K queue refuses. */
  static double refused(int servers, int most, double load) {
    double state = 1;
    double all = 1;
    for (int there = 1; there <= most; there++) {
      state *= load / Math.min(there, servers);
      all += state;
    }
    return state / all;
  }

  private static double poissonAtLeast(int count, double mean) {
    double term = -mean;
    for (int i = 1; i <= count; i++) {
      term += Math.log(mean / i);
    }
    double probability = Math.exp(term);
    double sum = probability;
    for (int i = count + 1; probability > 1e-18 * sum && i < count + 10_000; i++) {
      probability *= mean / i;
      sum += probability;
    }
    return sum;
  }
}
