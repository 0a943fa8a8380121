package io.github.cdk8sovms.planning;

/** Requests at known times. */
record ExactTraffic(double[] times, double seconds) implements Traffic {
  ExactTraffic {
    double before = 0;
    for (double time : times) {
      if (!(time >= before)) {
        throw new IllegalArgumentException(
            "requests are not in ascending order: " + time + " s after " + before + " s");
      }
      before = time;
    }
    if (before > seconds) {
      throw new IllegalArgumentException(
          "the last request is at " + before + " s, after the end at " + seconds + " s");
    }
  }

  @Override
  public Arrivals arrivals(long seed) {
    return new Arrivals() {
      private int next;

      @Override
      public double next() {
        return next < times.length ? times[next++] : Double.POSITIVE_INFINITY;
      }
    };
  }
}
