package dev.kith.mainline.id;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/// Node ids that are bound to the node's address, so that nobody can choose where in the key space
/// to sit (BEP 42).
///
/// The first 21 bits of such an id are the CRC-32C of some bits of the address and of three random
/// bits, which the last byte repeats. One passage of the BEP speaks of eight bytes for both
/// families; its own test vectors need four for IPv4, and so does everybody.
public final class SecureIds {
  private static final int ID_BYTES = 20;
  private static final int V4_MASK = 0x030f3fff;
  private static final long V6_MASK = 0x0103070f1f3f7fffL;
  private static final int BOUND_BITS = 0xfffff800; // the upper 21

  private SecureIds() {}

  /// Whether `id` fits `address`. On a local network every id does.
  public static boolean fits(NodeId id, Address address) {
    if (address.isLocal()) {
      return true;
    }
    if (id.length() != ID_BYTES) {
      return false;
    }
    int head = (int) (id.distanceHead(ZERO) >>> 32);
    return ((head ^ checksum(address, lastBits(id))) & BOUND_BITS) == 0;
  }

  private static final NodeId ZERO = NodeId.copyOf(new byte[ID_BYTES]);

  /// A random id that fits `address`.
  public static NodeId random(Address address, RandomGenerator random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    int checksum = checksum(address, id[ID_BYTES - 1] & 7);
    id[0] = (byte) (checksum >>> 24);
    id[1] = (byte) (checksum >>> 16);
    id[2] = (byte) (checksum >>> 8 & 0xf8 | id[2] & 7);
    return NodeId.copyOf(id);
  }

  /// The CRC-32C of the masked address with `r`, three bits, at its front.
  static int checksum(Address address, int r) {
    CRC32C crc = new CRC32C();
    if (address.isV4()) {
      update(crc, address.v4Bits() & V4_MASK | r << 29, 4);
    } else {
      update(crc, address.high() & V6_MASK | (long) r << 61, 8);
    }
    return (int) crc.getValue();
  }

  private static void update(CRC32C crc, long bits, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      crc.update((int) (bits >>> shift) & 0xff);
    }
  }

  private static int lastBits(NodeId id) {
    int bits = 0;
    for (int i = id.bits() - 3; i < id.bits(); i++) {
      bits = bits << 1 | (id.bit(i) ? 1 : 0);
    }
    return bits;
  }
}
