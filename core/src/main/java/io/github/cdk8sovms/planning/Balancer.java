package io.github.cdk8sovms.planning;

/** Sends requests to pods, and keeps those that cannot be sent yet. */
sealed interface Balancer permits HttpBalancer, RoundRobinBalancer, GrpcBalancer {
  /** A client sends a request. */
  void send(int slot);

  /** A request has been executed in a pod. Frees what it held there, before it is answered. */
  void executed(int slot, Replica pod);

  /** A pod has become ready. */
  void added(Replica pod);

  /** A pod is deleted, and no longer an endpoint of the Service. */
  void removed(Replica pod);

  /** The server of a pod takes no more requests, and closes its connections. */
  void stopped(Replica pod);

  /** A connection, by its number, has reached its age. */
  default void aged(int connection) {}

  /** A client, by its number, resolves the name of the Service. */
  default void resolve(int client) {}

  /** How clients of a protocol find the pods of a workload. */
  static Balancer of(World world, Scraper scraper, Workload workload) {
    Clients clients = world.spec.clients();
    if (clients instanceof Clients.Http http) {
      return new HttpBalancer(world, scraper::answered, http);
    }
    Clients.Grpc grpc = (Clients.Grpc) clients;
    return grpc.balanced()
        ? new RoundRobinBalancer(world, workload, grpc)
        : new GrpcBalancer(world, workload, grpc);
  }
}
