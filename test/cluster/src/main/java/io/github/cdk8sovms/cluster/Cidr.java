package io.github.cdk8sovms.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** A range of IPv4 addresses. */
record Cidr(int address, int mask) {
  static Cidr of(String text) {
    String[] parts = text.split("/");
    int length = Integer.parseInt(parts[1]);
    int mask = length == 0 ? 0 : -1 << (32 - length);
    return new Cidr(number(parts[0]) & mask, mask);
  }

  boolean contains(String other) {
    return (number(other) & mask) == address;
  }

  private static int number(String address) {
    try {
      return ByteBuffer.wrap(InetAddress.getByName(address).getAddress()).getInt();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
