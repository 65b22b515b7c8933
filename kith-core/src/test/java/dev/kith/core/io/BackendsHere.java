package dev.kith.core.io;

import java.util.stream.Stream;

/// The kinds of sockets that can be tested on this machine.
final class BackendsHere {
  private BackendsHere() {}

  static Stream<LoopOptions.Backend> all() {
    return Backends.canBatch()
        ? Stream.of(LoopOptions.Backend.PLAIN, LoopOptions.Backend.BATCHED)
        : Stream.of(LoopOptions.Backend.PLAIN);
  }
}
