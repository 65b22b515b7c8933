package dev.kith.mainline.node;

import dev.kith.core.id.NodeId;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What searches of a home have found that went on to their end, by target: an announce soon after
/// one needs no second search. Targets are forgotten after five minutes, when most tokens are close
/// to their end, and beyond 256 the oldest.
final class TokenHolders {
  private static final long LIFE = TimeUnit.MINUTES.toNanos(5);
  private static final int MOST_TARGETS = 256;

  private final LinkedHashMap<NodeId, Found> byTarget = new LinkedHashMap<>();

  private record Found(Holders holders, long at) {}

  /// A search for `target` has found these, if any.
  void keep(long now, NodeId target, Holders holders) {
    byTarget.remove(target);
    if (!holders.isEmpty()) {
      byTarget.put(target, new Found(holders, now));
    }
    while (byTarget.size() > MOST_TARGETS) {
      byTarget.pollFirstEntry();
    }
  }

  /// What the last search for `target` has found, `null` if that is too long ago.
  @Nullable Holders find(long now, NodeId target) {
    Found found = byTarget.get(target);
    return found == null || now - found.at >= LIFE ? null : found.holders;
  }
}
