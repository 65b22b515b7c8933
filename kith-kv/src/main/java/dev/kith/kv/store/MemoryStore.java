package dev.kith.kv.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [ValueStore] that keeps everything in memory, and so tells every outcome at once. A pure
/// machine on one thread.
public final class MemoryStore implements ValueStore {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome REFUSED = new PutOutcome.Refused();

  private final ValueTable values;
  private final SupersededSignatures superseded;
  private Consumer<NodeId> onDisplaced = key -> {};

  /// An empty store of the node with id `self`.
  public MemoryStore(NodeId self, StoreOptions options) {
    this.values = new ValueTable(self, options);
    this.superseded = new SupersededSignatures(options.signatures());
  }

  @Override
  public @Nullable StoredValue find(long now, NodeId key) {
    return values.find(now, key);
  }

  @Override
  public void put(
      long now, NodeId key, MsgValue value, long expiresAt, Copy copy, Consumer<PutOutcome> done) {
    values.expire(now);
    List<NodeId> displaced = values.put(now, key, MsgWriter.write(value), now, expiresAt, copy);
    if (displaced != null) {
      displaced.forEach(onDisplaced);
    }
    done.accept(displaced != null ? STORED : REFUSED);
  }

  @Override
  public void onDisplaced(Consumer<NodeId> listener) {
    onDisplaced = listener;
  }

  @Override
  public void remove(long now, NodeId key) {
    values.remove(key);
  }

  @Override
  public List<NodeId> storedBefore(long now, long instant, int most) {
    return values.storedBefore(now, instant, most);
  }

  @Override
  public List<NodeId> keysAfter(@Nullable NodeId after, int most) {
    return values.keysAfter(after, most);
  }

  @Override
  public int expire(long now) {
    return values.expire(now).size() + superseded.expire(now).size();
  }

  @Override
  public long nextDeadline() {
    return Math.min(values.nextDeadline(), superseded.nextDeadline());
  }

  @Override
  public void supersede(long now, NodeId key, Bytes signature, long until) {
    superseded.add(now, SupersededSignatures.entry(key, signature), until);
  }

  @Override
  public boolean isSuperseded(long now, NodeId key, Bytes signature) {
    return superseded.contains(now, SupersededSignatures.entry(key, signature));
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public long bytes() {
    return values.bytes();
  }

  @Override
  public void close() {}
}
