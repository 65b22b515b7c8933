package dev.kith.core.io;

import java.io.IOException;

/// The choice between the kinds of sockets.
final class Backends {
  private Backends() {}

  static Sockets open(LoopOptions options, LoopCounters counters) throws IOException {
    return new PlainSockets(options, counters);
  }
}
