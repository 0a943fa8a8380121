package io.github.cdk8sovms.planning;

/** When connections of gRPC end. */
final class Ages {
  /** gRPC spreads the ends of connections by ten percent either way. */
  private static final double JITTER = 0.1;

  private Ages() {}

  /** The end of a connection that is opened now; infinite if its server never ends it. */
  static double of(World world, Clients.Grpc clients) {
    double age = Require.seconds(clients.maximumAge());
    return age == 0
        ? Double.POSITIVE_INFINITY
        : world.now + age * (1 + JITTER * (2 * world.choices.nextDouble() - 1));
  }
}
