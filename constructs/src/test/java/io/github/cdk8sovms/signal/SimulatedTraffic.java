package io.github.cdk8sovms.signal;

/**
 * Arrivals and service times of requests.
 *
 * @param perSecond random arrivals (Poisson), if there are no clients
 * @param clients each sends its next request when the last one is answered
 * @param serviceSeconds mean time that a stream takes for a request
 * @param constant whether it always takes that time, instead of exponentially distributed ones
 */
record SimulatedTraffic(double perSecond, int clients, double serviceSeconds, boolean constant) {
  static SimulatedTraffic poisson(double perSecond, double serviceSeconds) {
    return new SimulatedTraffic(perSecond, 0, serviceSeconds, false);
  }

  static SimulatedTraffic clients(int count, double serviceSeconds) {
    return new SimulatedTraffic(0, count, serviceSeconds, false);
  }

  SimulatedTraffic withConstantServiceTime() {
    return new SimulatedTraffic(perSecond, clients, serviceSeconds, true);
  }
}
