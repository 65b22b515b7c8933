package dev.kith.sim.link;

/// Why a datagram did not arrive.
public enum Drop {
  /// Lost at random.
  LOSS,
  /// Lost in a burst.
  BURST,
  /// Larger than the link takes.
  MTU,
  /// The queue before the link was full.
  QUEUE,
  /// The two hosts were parted.
  PARTITION,
  /// A NAT knew no mapping for it, or its filter refused the sender.
  NAT,
  /// Nobody has that address, or nobody listens at that port.
  UNREACHABLE,
  /// The host had crashed.
  DOWN,
  /// The host was paused and its socket's buffer full.
  PAUSED,
  /// The receiver's gate did not admit it.
  REFUSED,
  /// The receiver's codec could not decode it.
  MALFORMED
}
