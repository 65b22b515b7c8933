package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;

/// One bound, non-blocking UDP socket.
interface UdpSocket {
  /// The bound address and the actual port.
  Endpoint local();

  /// Hands over at most about `max` datagrams, if the last wait found any. Stops at once when a
  /// delivery closes the socket.
  ///
  /// @throws IOException if the socket no longer works
  void receive(Delivery delivery, int max) throws IOException;

  /// Queues a copy of the first `length` bytes of `datagram`. Answers false if there was no room
  /// and it is lost.
  boolean send(Endpoint to, byte[] datagram, int length);

  /// Gives what is queued to the system. Answers whether nothing is left; if something is, the next
  /// wait also ends when there is room for it.
  boolean flush();

  /// Closes the socket, without a flush. Idempotent.
  void close();

  /// Where datagrams go. Throws nothing.
  interface Delivery {
    /// Whether a datagram is worth being copied out of the system's memory.
    boolean admits(Endpoint from, int length);

    /// A datagram in the first `length` bytes of an array that is used again for the next.
    void deliver(Endpoint from, byte[] datagram, int length);
  }
}
