package dev.kith.mainline.wire;

import dev.kith.core.net.Address;

/// One of the two DHTs of BEP 32: the one over IPv4 and the one over IPv6. Each has a routing table
/// of its own.
public enum Family {
  /// IPv4.
  V4("n4", "nodes", 4),
  /// IPv6.
  V6("n6", "nodes6", 16);

  private final String want;
  private final String nodesKey;
  private final int addressBytes;

  Family(String want, String nodesKey, int addressBytes) {
    this.want = want;
    this.nodesKey = nodesKey;
    this.addressBytes = addressBytes;
  }

  /// The family of an address.
  public static Family of(Address address) {
    return address.isV4() ? V4 : V6;
  }

  /// The member of `want` that asks for nodes of this family: `n4` or `n6`.
  public String want() {
    return want;
  }

  /// The key of `r` with nodes of this family: `nodes` or `nodes6`.
  public String nodesKey() {
    return nodesKey;
  }

  /// The size of a compact peer: 6 or 18 bytes.
  public int peerBytes() {
    return addressBytes + 2;
  }

  /// The size of a compact node with an id of `idLength` bytes: 26 or 38 for the usual 20.
  public int nodeBytes(int idLength) {
    return idLength + addressBytes + 2;
  }

  /// Whether `address` is of this family.
  public boolean has(Address address) {
    return address.isV4() == (this == V4);
  }
}
