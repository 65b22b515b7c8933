package dev.kith.core.net;

import dev.kith.core.bytes.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An IP address, IPv4 or IPv6, as two words. IPv4 is held in its mapped form (`::ffff:a.b.c.d`),
/// so a mapped address that arrives over IPv6 is the same value as the plain one.
///
/// Scope ids are not kept. Immutable; safe for use by several threads.
public final class Address implements Comparable<Address> {
  private static final long MAPPED = 0xffffL << 32;

  private final long high;
  private final long low;

  private Address(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /// The IPv4 address whose four bytes, big-endian, are `bits`.
  public static Address v4(int bits) {
    return new Address(0, MAPPED | bits & 0xffffffffL);
  }

  /// The IPv6 address of two big-endian words.
  public static Address v6(long high, long low) {
    return new Address(high, low);
  }

  /// The address in 4 or 16 network-order bytes.
  ///
  /// @throws IllegalArgumentException for any other length
  public static Address of(Bytes bytes) {
    return switch (bytes.length()) {
      case 4 -> v4(ByteBuffer.wrap(bytes.toArray()).getInt());
      case 16 -> {
        ByteBuffer words = ByteBuffer.wrap(bytes.toArray());
        yield v6(words.getLong(), words.getLong());
      }
      default ->
          throw new IllegalArgumentException(
              "an address has 4 or 16 bytes, this one has " + bytes.length());
    };
  }

  /// The platform's form of an address turned into ours.
  public static Address of(InetAddress address) {
    return of(Bytes.wrap(address.getAddress()));
  }

  /// The address a literal such as `192.0.2.1` or `2001:db8::1` stands for; names are not resolved.
  ///
  /// @throws IllegalArgumentException if `literal` is not an IP literal
  public static Address parse(String literal) {
    try {
      return of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException notLiteral) {
      throw new IllegalArgumentException(
          "expected an IP address, got '" + literal + "'", notLiteral);
    }
  }

  /// Whether this is an IPv4 address.
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffffL;
  }

  /// The high 64 bits of the 128-bit form.
  public long high() {
    return high;
  }

  /// The low 64 bits of the 128-bit form; for IPv4 the address is their low half.
  public long low() {
    return low;
  }

  /// The IPv4 address as one big-endian word.
  public int v4Bits() {
    return (int) low;
  }

  /// The address in network order: 4 bytes for IPv4, 16 for IPv6.
  public Bytes bytes() {
    return isV4()
        ? Bytes.wrap(ByteBuffer.allocate(4).putInt(v4Bits()).array())
        : Bytes.wrap(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  /// The block one operator is taken to hold: the /24 of an IPv4 address, the /64 of an IPv6 one.
  /// Limits that are to bind one operator count by it.
  public Address block() {
    return isV4() ? v4(v4Bits() & 0xffffff00) : new Address(high, 0);
  }

  /// Whether `other` is in the same block as this, as [#block()] tells it.
  public boolean sharesBlock(Address other) {
    return high == other.high
        && (isV4() && other.isV4() ? (low ^ other.low) >>> 8 == 0 : isV4() == other.isV4());
  }

  /// Whether this is the wildcard address of its family.
  public boolean isWildcard() {
    return high == 0 && (low == 0 || low == MAPPED);
  }

  /// Whether this is 127.0.0.0/8 or ::1.
  public boolean isLoopback() {
    return isV4() ? v4Bits() >>> 24 == 127 : high == 0 && low == 1;
  }

  /// Whether the address is of a local network, where sharing one address is normal and a spoofed
  /// source reaches nobody else: loopback, link-local and private ranges (BEP 42's exempt list,
  /// with fc00::/7, fe80::/10 and ::1 for IPv6). Limits against abuse leave these alone.
  public boolean isLocal() {
    if (isV4()) {
      int bits = v4Bits();
      int first = bits >>> 24;
      int two = bits >>> 16;
      return first == 127 || first == 10 || two == 0xc0a8 || two == 0xa9fe || bits >>> 20 == 0xac1;
    }
    return isLoopback() || high >>> 57 == 0xfc >>> 1 || high >>> 54 == 0xfe80 >>> 6;
  }

  /// Whether no single node can be at this address: wildcard, 0.0.0.0/8, multicast or broadcast.
  public boolean isUnusable() {
    if (isV4()) {
      int first = v4Bits() >>> 24;
      return first == 0 || first >= 224;
    }
    return high == 0 && low == 0 || high >>> 56 == 0xff;
  }

  /// The platform's form. Never looks up a name.
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(bytes().toArray());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("4 or 16 bytes are always an address", impossible);
    }
  }

  @Override
  public int compareTo(Address other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Address other && high == other.high && low == other.low;
  }

  @Override
  public int hashCode() {
    long mixed = (high * 31 + low) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  /// The usual literal: dotted for IPv4, compressed (RFC 5952) for IPv6.
  @Override
  public String toString() {
    return isV4() ? dotted() : compressed();
  }

  private String dotted() {
    int bits = v4Bits();
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private String compressed() {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xffff;
    }
    int start = -1;
    int longest = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
