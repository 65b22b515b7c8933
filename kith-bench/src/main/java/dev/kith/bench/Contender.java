package dev.kith.bench;

import dev.kith.interop.PeerProcess;

/// A server under measurement, in its own process.
///
/// @param name as the report prints it
/// @param port its UDP port on 127.0.0.1
record Contender(String name, PeerProcess process, int port) implements AutoCloseable {
  @Override
  public void close() {
    process.close();
  }
}
