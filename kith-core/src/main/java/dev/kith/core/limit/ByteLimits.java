package dev.kith.core.limit;

/// The bounds of a [ByteBudget], in bytes. Immutable.
///
/// @param perAddress what an address not validated may be sent, replies and our own requests
/// @param perBlock what all such addresses of a /24 or /64 may be sent together
/// @param total what all such addresses may be sent together
/// @param replyFactor how many times larger than the request a reply may be before the address is
///   validated, headers included
/// @param mostAddresses most addresses, and most blocks, kept in mind, rounded up to a power of
///   two; each takes 16 bytes, once there is need of it
/// @param exemptsLocal whether addresses of a local network are not limited: a spoofed source there
///   reaches nobody else
public record ByteLimits(
    Rate perAddress,
    Rate perBlock,
    Rate total,
    int replyFactor,
    int mostAddresses,
    boolean exemptsLocal) {
  /// 4 KiB at once and 1 KiB a second for an address, four times that for a block, 1 MiB a second
  /// in all; replies of up to three times the request; local addresses exempt.
  ///
  /// The total is well below what 8,192 addresses may take, so nobody can spend enough to have the
  /// entry of a victim forgotten.
  public static final ByteLimits DEFAULT =
      new ByteLimits(
          new Rate(4_096, 1_024),
          new Rate(16_384, 4_096),
          new Rate(1 << 20, 1 << 20),
          3,
          8_192,
          true);

  /// Refuses a factor below 1.
  public ByteLimits {
    if (replyFactor < 1) {
      throw new IllegalArgumentException("a reply factor is at least 1, not " + replyFactor);
    }
  }
}
