package dev.kith.kv.store;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import java.io.IOException;

/// Where a node keeps its values: opens the store when the node starts.
@FunctionalInterface
public interface Storage {
  /// Keeps values in memory, until the program ends.
  Storage IN_MEMORY = (self, options, _) -> new MemoryStore(self, options);

  /// Opens the store of the node with id `self`. Called once, on the loop's thread, before the node
  /// hears anything; may block as long as it takes to read what was stored.
  ///
  /// @throws IOException if it cannot be opened; the message is one line for a person
  ValueStore open(NodeId self, StoreOptions options, Loop loop) throws IOException;
}
