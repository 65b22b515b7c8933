package dev.kith.bench;

import dev.kith.interop.PeerProcess;
import java.util.Map;

/// A server under measurement, in its own process.
///
/// @param name as the report prints it
/// @param port its UDP port on 127.0.0.1
/// @param tellsAllocation whether it knows the command `allocated`
record Contender(String name, PeerProcess process, int port, boolean tellsAllocation)
    implements AutoCloseable {
  /// Bytes its threads have allocated so far; NaN if it does not tell.
  double allocatedBytes() {
    return tellsAllocation
        ? process.ask("allocated", Map.of()).path("bytes").asDouble()
        : Double.NaN;
  }

  @Override
  public void close() {
    process.close();
  }
}
