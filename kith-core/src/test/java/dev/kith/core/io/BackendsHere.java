package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.stream.Stream;

/// What can be tested on this machine.
final class BackendsHere {
  private BackendsHere() {}

  /// The kinds of sockets.
  static Stream<LoopOptions.Backend> all() {
    return Backends.canBatch()
        ? Stream.of(LoopOptions.Backend.PLAIN, LoopOptions.Backend.BATCHED)
        : Stream.of(LoopOptions.Backend.PLAIN);
  }

  /// Whether there is an IPv6 loopback.
  static boolean haveIpv6() {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET6)) {
      channel.bind(Endpoint.parse("[::1]:0").toSocketAddress());
      return true;
    } catch (IOException | UnsupportedOperationException none) {
      return false;
    }
  }
}
