package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.msgpack.MsgValue;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a node knows, set by hand.
final class KnownByHand implements Profile.Knowledge {
  private final Set<Bytes> superseded = new LinkedHashSet<>();
  @Nullable MsgValue own;
  @Nullable MsgValue found;
  Runnable duringLookup = () -> {};
  long wall = 500;
  int lookups;

  @Override
  public long wallSeconds() {
    return wall;
  }

  @Override
  public @Nullable MsgValue own() {
    return own;
  }

  @Override
  public void lookUp(MsgValue offered, Consumer<@Nullable MsgValue> then) {
    lookups++;
    duringLookup.run();
    then.accept(found);
  }

  @Override
  public void supersede(Bytes signature) {
    superseded.add(signature);
  }

  @Override
  public boolean isSuperseded(Bytes signature) {
    return superseded.contains(signature);
  }
}
