package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers superseded signatures, as a store does, without bounds.
public final class Memory implements Superseded {
  private final Map<Bytes, Long> until = new LinkedHashMap<>();

  @Override
  public void add(long now, NodeId key, Bytes signature, long until) {
    this.until.put(key.bytes().concat(signature), until);
  }

  @Override
  public boolean contains(long now, NodeId key, Bytes signature) {
    return this.until.getOrDefault(key.bytes().concat(signature), now) > now;
  }
}
