package dev.kith.mainline.node;

import dev.kith.core.id.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What searches of a home have found that went on to their end, by target: an announce soon after
/// one needs no second search. Targets are forgotten after five minutes, when most tokens are close
/// to their end, and beyond 16,384 tokens (3 MB) the oldest.
final class TokenHolders {
  private static final long LIFE = TimeUnit.MINUTES.toNanos(5);
  private static final int MOST_TOKENS = 16_384;

  private final LinkedHashMap<NodeId, Found> byTarget = new LinkedHashMap<>();
  private int tokens;

  // Holders may still be told of tokens that come late, so what was counted is kept.
  private record Found(Holders holders, int counted, long at) {}

  /// A search for `target` has found these, if any.
  void keep(long now, NodeId target, Holders holders) {
    forget(byTarget.remove(target));
    if (holders.size() == 0) {
      return;
    }
    byTarget.put(target, new Found(holders, holders.size(), now));
    tokens += holders.size();
    while (tokens > MOST_TOKENS || isOver(now, byTarget.firstEntry())) {
      forget(byTarget.pollFirstEntry().getValue());
    }
  }

  private void forget(@Nullable Found found) {
    if (found != null) {
      tokens -= found.counted;
    }
  }

  private static boolean isOver(long now, Map.Entry<NodeId, Found> oldest) {
    return now - oldest.getValue().at >= LIFE;
  }

  /// What the last search for `target` has found, `null` if that is too long ago.
  @Nullable Holders find(long now, NodeId target) {
    Found found = byTarget.get(target);
    return found == null || now - found.at >= LIFE ? null : found.holders;
  }
}
