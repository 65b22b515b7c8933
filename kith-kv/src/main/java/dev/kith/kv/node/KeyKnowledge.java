package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoredValue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a node can find out about one key.
///
/// @param parts of the node
/// @param key which key
record KeyKnowledge(Parts parts, NodeId key) implements Profile.Knowledge {
  @Override
  public long wallSeconds() {
    return TimeUnit.MILLISECONDS.toSeconds(parts.loop().wallMillis());
  }

  @Override
  public @Nullable MsgValue own() {
    StoredValue held = parts.values().find(key);
    return held == null ? null : held.value();
  }

  @Override
  public void lookUp(Consumer<@Nullable MsgValue> then) {
    // In a later turn even if it is answered at once.
    parts
        .loop()
        .execute(
            () ->
                new Getting(parts, key, found -> then.accept(found.value().orElse(null))).start());
  }

  @Override
  public void supersede(Bytes signature) {
    parts.values().supersede(key, signature);
  }

  @Override
  public boolean isSuperseded(Bytes signature) {
    return parts.values().store().isSuperseded(parts.loop().now(), key, signature);
  }
}
