package dev.kith.core.store;

import dev.kith.core.id.NodeId;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lets the key farthest from a node's own id give way, or the newcomer if that is farther still: a
/// node answers for the keys near it, and nobody will look for the others here.
///
/// Serves one map.
public final class FarthestFirst implements Eviction<NodeId> {
  private final NodeId self;
  private final TreeSet<NodeId> nearestFirst;

  /// A policy by distance from `self`; all keys have its length.
  public FarthestFirst(NodeId self) {
    this.self = self;
    this.nearestFirst = new TreeSet<>(self::compareDistance);
  }

  @Override
  public @Nullable NodeId victim(NodeId newcomer, NodeId soonest) {
    NodeId farthest = nearestFirst.last();
    return self.compareDistance(newcomer, farthest) < 0 ? farthest : null;
  }

  @Override
  public void added(NodeId key) {
    nearestFirst.add(key);
  }

  @Override
  public void removed(NodeId key) {
    nearestFirst.remove(key);
  }
}
