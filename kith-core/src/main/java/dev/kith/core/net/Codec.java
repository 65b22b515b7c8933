package dev.kith.core.net;

import dev.kith.core.bytes.MalformedException;

/// Turns datagrams into messages and back, without state of its own that a caller could notice.
/// Used on one loop thread only, so an implementation may keep scratch buffers.
///
/// @param <M> the message: a sealed family of immutable values
public interface Codec<M> {
  /// The message in the first `length` bytes of `datagram`. The array is reused for the next
  /// datagram: the result must not refer to it.
  ///
  /// @throws MalformedException if the bytes are not a message; nothing else escapes, whatever the
  ///   bytes
  M decode(byte[] datagram, int length) throws MalformedException;

  /// Writes `message` into `datagram` from 0 on and returns its length in bytes. The array has room
  /// for the largest UDP payload (65,507 bytes).
  int encode(M message, byte[] datagram);
}
