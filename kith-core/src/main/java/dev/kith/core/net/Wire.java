package dev.kith.core.net;

/// A bound UDP socket that speaks in messages. Used on the loop's thread only.
public interface Wire<M> extends AutoCloseable {
  /// The bound address and the actual port.
  Endpoint local();

  /// Queues `message` for `to` and returns at once. UDP promises nothing, nor does this: what the
  /// system refuses to send is counted and lost, like a datagram lost on the way.
  void send(Endpoint to, M message);

  /// The size in bytes that `message` would have as a datagram, 0 when messages are handed over
  /// unencoded: what a byte budget is charged.
  int sizeOf(M message);

  /// Closes the socket. Nothing is delivered afterwards. Closing twice is harmless.
  @Override
  void close();
}
