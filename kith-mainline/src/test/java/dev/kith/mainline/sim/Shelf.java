package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one node must be holding, by what it has acknowledged since it started, and for how long.
final class Shelf {
  private static final long ITEM_LIFE = Duration.ofHours(2).toNanos();
  private static final long PEER_LIFE = Duration.ofMinutes(45).toNanos();
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  private final Map<NodeId, Held> items = new HashMap<>();
  private final Map<NodeId, Map<Endpoint, Long>> peers = new HashMap<>();

  /// An item that is held.
  ///
  /// @param encoded its value
  /// @param seq its sequence number; -1 for one that never changes
  /// @param until when it expires
  record Held(Bytes encoded, long seq, long until) {
    boolean is(Bytes otherEncoded, long otherSeq) {
      return seq == otherSeq && encoded.equals(otherEncoded);
    }
  }

  /// The item at `target`; `null` if none was acknowledged, or it has expired.
  @Nullable Held item(long now, NodeId target) {
    Held held = items.get(target);
    return held == null || held.until <= now ? null : held;
  }

  /// What is wrong with having acknowledged this put; `null` if nothing is (invariant 4).
  @Nullable String objection(long now, NodeId target, Asked put) {
    Held held = item(now, target);
    if (held == null || put.seq() < 0) {
      return null;
    }
    if (put.cas().isPresent() && put.cas().getAsLong() != held.seq) {
      return "cas %d accepted over seq %d".formatted(put.cas().getAsLong(), held.seq);
    }
    if (put.seq() < held.seq) {
      return "seq lowered from %d to %d".formatted(held.seq, put.seq());
    }
    return put.seq() == held.seq && !put.encoded().equals(held.encoded)
        ? "seq %d given two values".formatted(held.seq)
        : null;
  }

  void keep(long now, NodeId target, Asked put) {
    items.put(target, new Held(put.encoded(), put.seq(), now + ITEM_LIFE));
  }

  /// What is wrong with serving this value; `null` if nothing is (invariants 3 and 5).
  @Nullable String objection(long now, NodeId target, Bytes encoded, long seq) {
    Held held = items.get(target);
    if (held == null) {
      return "serves what it never acknowledged";
    }
    if (!held.is(encoded, seq)) {
      return "serves seq %d and holds %d, or another value".formatted(seq, held.seq);
    }
    return now > held.until + GRACE
        ? "serves what expired " + Duration.ofNanos(now - held.until) + " ago"
        : null;
  }

  void announced(long now, NodeId infoHash, Endpoint peer) {
    Map<Endpoint, Long> swarm = peers.computeIfAbsent(infoHash, hash -> new HashMap<>());
    swarm.put(peer, now + PEER_LIFE);
  }

  /// Whether `peer` may be named: it was announced, and not too long ago. Peers are kept by the
  /// second.
  boolean mayName(long now, NodeId infoHash, Endpoint peer) {
    Long until = peers.getOrDefault(infoHash, Map.of()).get(peer);
    return until != null && now <= until + GRACE;
  }
}
