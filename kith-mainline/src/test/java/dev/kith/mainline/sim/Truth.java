package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.check.Complaints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that was ever rightfully stored in a world, and what was seen there that must not be.
final class Truth {
  private final Map<NodeId, List<Item>> items = new LinkedHashMap<>();
  private final Complaints complaints = new Complaints();

  /// Somebody is about to store `item`, which is his to store.
  void offered(Item item) {
    items.computeIfAbsent(item.target(), target -> new ArrayList<>()).add(item);
  }

  /// Whether such an item was ever offered.
  boolean holds(NodeId target, Bytes encoded, long seq) {
    return items.getOrDefault(target, List.of()).stream()
        .anyMatch(item -> item.encoded().equals(encoded) && seqOf(item) == seq);
  }

  /// The sequence number of `item`; -1 for one that never changes.
  static long seqOf(Item item) {
    return item instanceof MutableItem mutable ? mutable.seq() : -1;
  }

  /// The highest sequence number that was ever offered for `target`.
  long newest(NodeId target) {
    return items.getOrDefault(target, List.of()).stream().mapToLong(Truth::seqOf).max().orElse(-1);
  }

  /// Everything that was offered, by target.
  Map<NodeId, List<Item>> items() {
    return items;
  }

  /// What was seen that must not be.
  Complaints complaints() {
    return complaints;
  }
}
