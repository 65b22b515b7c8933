package dev.kith.core.io;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Endpoints as `struct sockaddr_in` and `struct sockaddr_in6`.
final class SocketAddresses {
  /// Room for either, rounded up.
  static final int BYTES = 32;

  static final int V4_BYTES = 16;
  static final int V6_BYTES = 28;

  private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt V4 = ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong V6 =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.BIG_ENDIAN);

  private static final long PORT_AT = 2;
  private static final long V4_AT = 4;
  private static final long FLOW_AT = 4;
  private static final long HIGH_AT = 8;
  private static final long LOW_AT = 16;
  private static final long SCOPE_AT = 24;

  private SocketAddresses() {}

  /// The size of an address of the family of `endpoint`.
  static int sizeOf(Endpoint endpoint) {
    return endpoint.isV4() ? V4_BYTES : V6_BYTES;
  }

  static void write(MemorySegment memory, long at, Endpoint endpoint) {
    Address address = endpoint.address();
    memory.set(PORT, at + PORT_AT, (short) endpoint.port());
    if (address.isV4()) {
      memory.set(FAMILY, at, (short) Linux.AF_INET);
      memory.set(V4, at + V4_AT, address.v4Bits());
      memory.set(V6, at + HIGH_AT, 0);
    } else {
      memory.set(FAMILY, at, (short) Linux.AF_INET6);
      memory.set(V4, at + FLOW_AT, 0);
      memory.set(V6, at + HIGH_AT, address.high());
      memory.set(V6, at + LOW_AT, address.low());
      memory.set(V4, at + SCOPE_AT, 0);
    }
  }

  static Endpoint read(MemorySegment memory, long at) {
    int port = memory.get(PORT, at + PORT_AT) & 0xffff;
    boolean v4 = memory.get(FAMILY, at) == Linux.AF_INET;
    Address address =
        v4
            ? Address.v4(memory.get(V4, at + V4_AT))
            : Address.v6(memory.get(V6, at + HIGH_AT), memory.get(V6, at + LOW_AT));
    return new Endpoint(address, port);
  }
}
