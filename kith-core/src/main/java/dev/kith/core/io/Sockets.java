package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;

/// The UDP sockets of one loop and the wait for them. All methods but [#wake] are for the loop's
/// thread.
interface Sockets {
  /// Which kind these are.
  LoopOptions.Backend backend();

  /// Binds a socket.
  ///
  /// @throws java.net.BindException if the endpoint is taken or not of this host; the message names
  ///   it
  /// @throws IOException if the system refuses for another reason
  UdpSocket open(Endpoint local) throws IOException;

  /// Waits until a socket has datagrams, or room for the ones it could not send, or [#wake] was
  /// called, or `nanos` have passed. At once if `nanos` is not positive.
  void await(long nanos) throws IOException;

  /// Ends a wait: the current one or, if there is none, the next. From any thread; harmless after
  /// [#close].
  void wake();

  /// Closes what is open. Idempotent.
  void close();
}
