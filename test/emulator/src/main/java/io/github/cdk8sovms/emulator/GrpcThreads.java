package io.github.cdk8sovms.emulator;

/**
 * The threads that handle gRPC calls. One must stay free to take calls: without one a call is
 * refused at once, as exhausted, and no metric counts it (gRPC's thread manager with a resource
 * quota, src/grpcservermodule.cpp).
 */
final class GrpcThreads {
  private final int size;
  private int busy;

  GrpcThreads(int size) {
    this.size = size;
  }

  boolean take() {
    if (busy >= size - 1) {
      return false;
    }
    busy++;
    return true;
  }

  void free() {
    busy--;
  }
}
