package io.github.cdk8sovms.internal.values;

import java.util.Arrays;
import java.util.Optional;

/**
 * A CIDR block, in the grammar of Go's {@code net/netip.ParsePrefix} with the additional
 * restrictions of Kubernetes: no bits after the prefix, no leading zeros, and no IPv4-mapped IPv6.
 *
 * @param address 4 or 16 bytes
 * @param prefix the prefix length in bits
 * @see <a
 *     href="https://github.com/kubernetes/apimachinery/blob/master/pkg/util/validation/ip.go">{@code
 *     IsValidCIDR}</a>
 */
public record Cidr(byte[] address, int prefix) {
  /** The longest is eight groups of four digits, or six and an IPv4 address, and a prefix. */
  private static final int LONGEST = 49;

  private static final int GROUPS = 8;

  /** Parses a block such as {@code "10.20.0.0/16"}; empty if invalid. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    String address = text.substring(0, slash);
    Optional<byte[]> bytes = address.indexOf(':') < 0 ? ipv4(address) : ipv6(address);
    int prefix = number(text.substring(slash + 1), 3, 10);
    return bytes
        .filter(found -> prefix >= 0 && prefix <= found.length * Byte.SIZE)
        .filter(found -> !isIpv4InIpv6(found))
        .map(found -> new Cidr(found, prefix));
  }

  /** Returns whether a text is a canonical IPv4 address: four numbers up to 255. */
  public static boolean isIpv4(String text) {
    return ipv4(text).isPresent();
  }

  /** Returns whether no bit is set after the prefix. */
  public boolean isMasked() {
    for (int bit = prefix; bit < address.length * Byte.SIZE; bit++) {
      if ((address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (parts.length != bytes.length) {
      return Optional.empty();
    }
    for (int i = 0; i < bytes.length; i++) {
      int number = number(parts[i], 3, 10);
      if (number < 0 || number > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) number;
    }
    return Optional.of(bytes);
  }

  private static Optional<byte[]> ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(bytes -> bytes.length == 2 * GROUPS);
    }
    Optional<byte[]> before = groups(text.substring(0, gap));
    Optional<byte[]> after = groups(text.substring(gap + 2));
    if (before.isEmpty() || after.isEmpty() || text.substring(0, gap).contains(".")) {
      return Optional.empty();
    }
    // "::" represents at least one group.
    if (before.get().length + after.get().length > 2 * (GROUPS - 1)) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(before.get(), 2 * GROUPS);
    System.arraycopy(after.get(), 0, bytes, bytes.length - after.get().length, after.get().length);
    return Optional.of(bytes);
  }

  /** Parses groups between colons; the last may be an IPv4 address. */
  private static Optional<byte[]> groups(String text) {
    if (text.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[0];
    for (int i = 0; i < parts.length; i++) {
      boolean isIpv4 = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      Optional<byte[]> part = isIpv4 ? ipv4(parts[i]) : group(parts[i]);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      byte[] more = Arrays.copyOf(bytes, bytes.length + part.get().length);
      System.arraycopy(part.get(), 0, more, bytes.length, part.get().length);
      bytes = more;
    }
    return Optional.of(bytes);
  }

  /** Parses a group; leading zeros are allowed in hexadecimal only. */
  private static Optional<byte[]> group(String text) {
    int number = digits(text, 4, 16);
    return number < 0
        ? Optional.empty()
        : Optional.of(new byte[] {(byte) (number >> Byte.SIZE), (byte) number});
  }

  private static boolean isIpv4InIpv6(byte[] bytes) {
    if (bytes.length != 2 * GROUPS) {
      return false;
    }
    byte[] start = new byte[12];
    start[10] = (byte) 0xff;
    start[11] = (byte) 0xff;
    return Arrays.equals(start, Arrays.copyOf(bytes, start.length));
  }

  private static int number(String text, int most, int radix) {
    return text.length() > 1 && text.charAt(0) == '0' ? -1 : digits(text, most, radix);
  }

  /** Parses ASCII digits; -1 if invalid. */
  private static int digits(String text, int most, int radix) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= most
            && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    return isNumber ? Integer.parseInt(text, radix) : -1;
  }
}
