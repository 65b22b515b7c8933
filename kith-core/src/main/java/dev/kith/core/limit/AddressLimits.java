package dev.kith.core.limit;

/// The bounds of an [AddressRateLimiter]. Immutable.
///
/// @param each what one address is allowed
/// @param mostAddresses most addresses kept in mind, rounded up to a power of two; each takes 16
///   bytes, once there is need of it
/// @param exemptsLocal whether addresses of a local network are not limited, as many nodes may
///   share one there
public record AddressLimits(Rate each, int mostAddresses, boolean exemptsLocal) {
  /// For requests that cost more than a lookup in a table: ten at once, two a second.
  public static final AddressLimits HEAVY_REQUESTS =
      new AddressLimits(new Rate(10, 2), 32_768, true);
}
