package dev.kith.core.id;

import dev.kith.core.bytes.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A point of the Kademlia key space: the identity of a node, the target of a lookup, or the key of
/// a value. Big-endian, of any length from 1 to 64 bytes; ids are compared only with ids of their
/// own length.
///
/// Distance is XOR read as an unsigned number (Maymounkov and Mazières 2002, section 2.1). The
/// comparisons here are exact to the last bit. Immutable; safe for use by several threads.
public final class NodeId implements Comparable<NodeId> {
  /// The longest id, in bytes.
  public static final int MAX_BYTES = 64;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  // The first eight bytes: nearly every comparison is decided by them. And the number of bytes, so
  // that the array need not be looked at.
  private final long head;
  private final int length;

  private NodeId(byte[] bytes) {
    if (bytes.length < 1 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an id has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes;
    this.head = longAt(bytes, 0);
    this.length = bytes.length;
  }

  /// The id with the given bytes.
  ///
  /// @throws IllegalArgumentException if there are none or more than [#MAX_BYTES]
  public static NodeId of(Bytes bytes) {
    return new NodeId(bytes.toArray());
  }

  /// The id with a copy of the given bytes.
  ///
  /// @throws IllegalArgumentException if there are none or more than [#MAX_BYTES]
  public static NodeId copyOf(byte[] bytes) {
    return new NodeId(bytes.clone());
  }

  /// The id with a copy of `length` bytes of `source` from `offset`.
  public static NodeId copyOf(byte[] source, int offset, int length) {
    return new NodeId(Arrays.copyOfRange(source, offset, offset + length));
  }

  /// The id written as hexadecimal digits, without a prefix.
  ///
  /// @throws IllegalArgumentException if `hex` is not that
  public static NodeId hex(String hex) {
    return new NodeId(HexFormat.of().parseHex(hex));
  }

  /// A uniformly random id of `length` bytes.
  public static NodeId random(int length, RandomGenerator random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new NodeId(bytes);
  }

  /// The number of bytes.
  public int length() {
    return length;
  }

  /// The number of bits.
  public int bits() {
    return length * 8;
  }

  /// Bit `index` from the left, the most significant being 0.
  public boolean bit(int index) {
    return index < Long.SIZE
        ? head << index < 0
        : (bytes[index >>> 3] & (0x80 >>> (index & 7))) != 0;
  }

  /// The first eight bytes as a number, with zeros behind a shorter id: enough to tell most ids
  /// apart and to compare most distances by.
  public long head() {
    return head;
  }

  /// Negative if `a` is nearer to this point than `b`, positive if farther, 0 if they are equal.
  public int compareDistance(NodeId a, NodeId b) {
    long toA = a.head ^ head;
    long toB = b.head ^ head;
    if (toA != toB) {
      return Long.compareUnsigned(toA, toB);
    }
    if (a.equals(b)) {
      return 0;
    }
    for (int at = 8; at < bytes.length; at += 8) {
      // The last word may reach back over bytes that are known to be equal.
      int from = Math.min(at, bytes.length - 8);
      long mine = longAt(bytes, from);
      long tailA = longAt(a.bytes, from) ^ mine;
      long tailB = longAt(b.bytes, from) ^ mine;
      if (tailA != tailB) {
        return Long.compareUnsigned(tailA, tailB);
      }
    }
    return 0;
  }

  /// The bitwise XOR with `other`: their distance, as an id of the same length.
  public NodeId distance(NodeId other) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (bytes[i] ^ other.bytes[i]);
    }
    return new NodeId(result);
  }

  /// The top 64 bits of the distance to `other`, as an unsigned number: enough to estimate with,
  /// not to order by.
  public long distanceHead(NodeId other) {
    return head ^ other.head;
  }

  /// The number of leading bits shared with `other`, from 0 to [#bits()].
  public int commonPrefix(NodeId other) {
    long difference = head ^ other.head;
    if (difference != 0) {
      return Long.numberOfLeadingZeros(difference);
    }
    for (int at = 8; at < bytes.length; at += 8) {
      difference = longAt(bytes, at) ^ longAt(other.bytes, at);
      if (difference != 0) {
        return at * 8 + Long.numberOfLeadingZeros(difference);
      }
    }
    return bits();
  }

  /// The bit length of the distance to `other`: 0 for equal ids, at most [#bits()].
  public int logDistance(NodeId other) {
    return bits() - commonPrefix(other);
  }

  /// This id with its first `depth` bits kept and all others drawn from `random`: a random point of
  /// the range that shares that prefix.
  public NodeId randomInRange(int depth, RandomGenerator random) {
    byte[] result = new byte[bytes.length];
    random.nextBytes(result);
    int whole = depth >>> 3;
    System.arraycopy(bytes, 0, result, 0, whole);
    if ((depth & 7) != 0) {
      int keep = 0xff00 >>> (depth & 7) & 0xff;
      result[whole] = (byte) ((bytes[whole] & keep) | (result[whole] & ~keep));
    }
    return new NodeId(result);
  }

  /// This id with bit `index` from the left turned over.
  public NodeId flipped(int index) {
    byte[] result = bytes.clone();
    result[index >>> 3] ^= (byte) (0x80 >>> (index & 7));
    return new NodeId(result);
  }

  /// The id as a byte string, sharing memory with it.
  public Bytes bytes() {
    return Bytes.wrap(bytes);
  }

  /// Copies the id into `destination` from `position` on.
  public void copyTo(byte[] destination, int position) {
    System.arraycopy(bytes, 0, destination, position, bytes.length);
  }

  /// Lower-case hexadecimal digits.
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(NodeId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object object) {
    return object == this
        || object instanceof NodeId other
            && head == other.head
            && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    // Ids may be chosen by strangers so as to collide here; maps that strangers fill are bounded.
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return toHex();
  }

  private static long longAt(byte[] bytes, int at) {
    if (at + 8 <= bytes.length) {
      return (long) LONG.get(bytes, at);
    }
    long value = 0;
    for (int i = at; i < at + 8; i++) {
      value = value << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return value;
  }
}
