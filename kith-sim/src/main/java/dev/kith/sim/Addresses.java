package dev.kith.sim;

import dev.kith.core.net.Address;

/// The public-looking addresses a world gives to its hosts: one in each /24 (IPv4) and /64 (IPv6),
/// in an order that spreads them over the whole space. From an address the host's number can be
/// computed back, so that no table of a million addresses is needed.
final class Addresses {
  /// The most hosts that get an address.
  static final int MOST;

  private static final int PER_FIRST_BYTE = 1 << 16;
  private static final long V6_PREFIX = 0x2a00L << 48;
  // First bytes whose whole range is public.
  private static final int[] FIRST_BYTES = new int[256];
  private static final int FIRST_BYTE_COUNT;
  private static final int[] PLACE_OF_FIRST_BYTE = new int[256];

  static {
    int count = 0;
    for (int first = 0; first < 256; first++) {
      boolean isPublic =
          switch (first) {
            case 0, 10, 100, 127, 169, 172, 192, 198, 203 -> false;
            default -> first < 224;
          };
      PLACE_OF_FIRST_BYTE[first] = isPublic ? count : -1;
      if (isPublic) {
        FIRST_BYTES[count++] = first;
      }
    }
    FIRST_BYTE_COUNT = count;
    MOST = count * PER_FIRST_BYTE;
  }

  private Addresses() {}

  /// The IPv4 address of host `number`.
  static Address v4(int number) {
    int first = FIRST_BYTES[number % FIRST_BYTE_COUNT];
    return Address.v4(first << 24 | number / FIRST_BYTE_COUNT << 8 | 1 + number % 254);
  }

  /// The IPv6 address of host `number`.
  static Address v6(int number) {
    return Address.v6(V6_PREFIX | (long) number << 16, 1);
  }

  /// The number of the host that would have `address`, or -1 if none would.
  static int numberOf(Address address) {
    if (address.isV4()) {
      int bits = address.v4Bits();
      int place = PLACE_OF_FIRST_BYTE[bits >>> 24];
      int number = (bits >>> 8 & 0xffff) * FIRST_BYTE_COUNT + place;
      return place >= 0 && (bits & 0xff) == 1 + number % 254 ? number : -1;
    }
    long high = address.high();
    int number = (int) (high >>> 16);
    return high == (V6_PREFIX | (long) number << 16) && address.low() == 1 && number >= 0
        ? number
        : -1;
  }
}
