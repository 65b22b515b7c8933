package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Search;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.wire.Answer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a node can find out about one key, for one decision.
final class KeyKnowledge implements Profile.Knowledge {
  private final Parts parts;
  private final NodeId key;
  private @Nullable Hearsay hearsay;

  /// What the node with these `parts` can find out about `key`.
  KeyKnowledge(Parts parts, NodeId key) {
    this.parts = parts;
    this.key = key;
  }

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
  public void lookUp(MsgValue offered, Consumer<@Nullable MsgValue> then) {
    Hearsay asking = new Hearsay(parts, key, offered, this, then);
    hearsay = asking;
    // In a later turn even if it is answered at once; whoever waits was let in with bounds.
    parts.loop().executeAnyway(asking::start);
  }

  /// The walk to the nodes nearest to the key, if the lookup was one.
  Optional<Search<Answer>> walk() {
    return hearsay == null ? Optional.empty() : hearsay.walk();
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
