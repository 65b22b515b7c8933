package dev.kith.kv.store;

import dev.kith.core.id.NodeId;

final class MemoryStoreTest extends ValueStoreContract {
  @Override
  protected ValueStore open(NodeId self, StoreOptions options) {
    return new MemoryStore(self, options);
  }

  @Override
  protected void settle() {
    // Outcomes were told during the calls.
  }
}
