package dev.kith.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.List;

final class MemoryStoreTest extends ValueStoreContract {
  @Override
  protected ValueStore open(NodeId self, StoreOptions options) {
    return new MemoryStore(self, options);
  }

  @Override
  protected PutOutcome put(ValueStore store, long now, NodeId key, MsgValue value, long expiresAt) {
    List<PutOutcome> outcomes = new ArrayList<>();
    store.put(now, key, value, expiresAt, Copy.PRIMARY, outcomes::add);
    assertThat(outcomes).as("told during the call").hasSize(1);
    return outcomes.getFirst();
  }
}
