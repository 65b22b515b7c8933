package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Addresses in compact form: 4 or 16 bytes of address and 2 of port, big-endian (BEP 5, "Contact
/// Encoding"; BEP 32). Used for `values` and for `ip` (BEP 42).
public final class CompactPeers {
  private static final int V4_BYTES = 6;
  private static final int V6_BYTES = 18;

  private CompactPeers() {}

  /// The endpoint in 6 or 18 bytes, or `null` for any other length.
  public static @Nullable Endpoint endpoint(Bytes compact) {
    return switch (compact.length()) {
      case V4_BYTES -> at(compact, 0, Family.V4);
      case V6_BYTES -> at(compact, 0, Family.V6);
      default -> null;
    };
  }

  /// The endpoint that begins at `offset`.
  static Endpoint at(Bytes compact, int offset, Family family) {
    Address address =
        switch (family) {
          case V4 -> Address.v4(compact.intAt(offset));
          case V6 -> Address.v6(twoWords(compact, offset), twoWords(compact, offset + 8));
        };
    int port = offset + family.peerBytes() - 2;
    return new Endpoint(address, (compact.at(port) & 0xff) << 8 | compact.at(port + 1) & 0xff);
  }

  private static long twoWords(Bytes bytes, int at) {
    return (long) bytes.intAt(at) << 32 | bytes.intAt(at + 4) & 0xffffffffL;
  }

  /// The 6 or 18 bytes of `endpoint`.
  public static Bytes encode(Endpoint endpoint) {
    byte[] compact = new byte[Family.of(endpoint.address()).peerBytes()];
    write(endpoint, compact, 0);
    return Bytes.wrap(compact);
  }

  /// Writes `endpoint` into `out` from `at` on and returns where it ends.
  static int write(Endpoint endpoint, byte[] out, int at) {
    Address address = endpoint.address();
    int end = at;
    if (!address.isV4()) {
      for (int shift = 56; shift >= 0; shift -= 8) {
        out[end++] = (byte) (address.high() >>> shift);
      }
    }
    for (int shift = address.isV4() ? 24 : 56; shift >= 0; shift -= 8) {
      out[end++] = (byte) (address.low() >>> shift);
    }
    out[end++] = (byte) (endpoint.port() >>> 8);
    out[end++] = (byte) endpoint.port();
    return end;
  }

  /// The usable endpoints of `values`, received over `transport`.
  ///
  /// Entries of both sizes may be mixed. Port 0, addresses that cannot be a peer's, and entries of
  /// other sizes are left out. An ancient form, a single string with many 6-byte peers, is read as
  /// well; 18 bytes alone in a list are three IPv4 peers when they came over IPv4 (as libtorrent
  /// reads them) and one IPv6 peer otherwise.
  public static List<Endpoint> decode(BList values, Family transport) {
    List<Endpoint> peers = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (values.at(i) instanceof BString(Bytes entry)) {
        boolean alone = values.size() == 1;
        switch (entry.length()) {
          case V4_BYTES -> addAll(entry, Family.V4, peers);
          case V6_BYTES -> addAll(entry, alone ? transport : Family.V6, peers);
          default -> {
            if (alone && entry.length() % V4_BYTES == 0) {
              addAll(entry, Family.V4, peers);
            }
          }
        }
      }
    }
    return peers;
  }

  private static void addAll(Bytes packed, Family family, List<Endpoint> peers) {
    int step = family.peerBytes();
    for (int at = 0; at + step <= packed.length(); at += step) {
      Endpoint peer = at(packed, at, family);
      if (peer.isUsable() && family.has(peer.address())) {
        peers.add(peer);
      }
    }
  }

  /// The peers of `family` packed one after another in `packed`.
  public static List<Endpoint> unpack(Bytes packed, Family family) {
    List<Endpoint> peers = new ArrayList<>(packed.length() / family.peerBytes());
    addAll(packed, family, peers);
    return peers;
  }

  /// The `values` list of the peers packed one after another in `packed`.
  static BList list(Bytes packed, Family family, int count) {
    BValue[] values = new BValue[count];
    for (int i = 0; i < count; i++) {
      values[i] = new BString(packed.slice(i * family.peerBytes(), family.peerBytes()));
    }
    return BList.of(values);
  }

  /// The peers of `family` among `endpoints`, packed one after another.
  public static Bytes pack(List<Endpoint> endpoints, Family family) {
    byte[] packed = new byte[endpoints.size() * family.peerBytes()];
    int end = 0;
    for (Endpoint endpoint : endpoints) {
      if (family.has(endpoint.address())) {
        end = write(endpoint, packed, end);
      }
    }
    return Bytes.wrap(packed).slice(0, end);
  }
}
