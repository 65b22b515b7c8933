package dev.kith.sim.link;

/// How a NAT maps and filters, in the usual words (RFC 3489, section 5; RFC 4787 calls the first
/// three endpoint-independent mappings with ever stricter filters).
public enum NatKind {
  /// One host with an outside address of its own: ports stay as they are and everything comes in.
  OPEN,
  /// One outside port for each inside endpoint; anybody may send to it.
  FULL_CONE,
  /// As full cone, but only addresses that were sent to may send back.
  ADDRESS_RESTRICTED,
  /// As full cone, but only endpoints that were sent to may send back.
  PORT_RESTRICTED,
  /// Another outside port for each endpoint sent to, and only that endpoint may send back.
  SYMMETRIC
}
