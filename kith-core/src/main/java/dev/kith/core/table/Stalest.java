package dev.kith.core.table;

import dev.kith.core.id.NodeId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A search of all buckets for the one whose last change is longest ago, and at or before a limit.
final class Stalest {
  private final Buckets buckets;
  private int limit;
  private int earliestChange = Integer.MAX_VALUE;
  private final byte[] path; // the prefix of the range being visited, zeros behind it
  private @Nullable Bucket bucket;
  private int depth;
  private byte[] prefix = {};

  /// A search for a bucket unchanged since `limit`, in a table of ids of `idBytes`.
  Stalest(Buckets buckets, int limit, int idBytes) {
    this.buckets = buckets;
    this.limit = limit;
    this.path = new byte[idBytes];
    visit(buckets.root(), 0);
  }

  /// When the bucket was changed whose last change is longest ago, whether or not it was found.
  int earliestChange() {
    return earliestChange;
  }

  /// A random point of the bucket found; empty if none was.
  Optional<NodeId> randomPoint(RandomGenerator random) {
    return bucket == null
        ? Optional.empty()
        : Optional.of(NodeId.copyOf(prefix).randomInRange(depth, random));
  }

  /// Counts the bucket found, if any, as changed at `now`.
  void touch(int now) {
    if (bucket != null) {
      bucket.touch(now);
    }
  }

  private void visit(int range, int at) {
    if (!Buckets.isBranch(range)) {
      visit(buckets.bucket(range), at);
      return;
    }
    visit(buckets.half(range, false), at + 1);
    path[at >>> 3] |= (byte) (0x80 >>> (at & 7));
    visit(buckets.half(range, true), at + 1);
    path[at >>> 3] &= (byte) ~(0x80 >>> (at & 7));
  }

  private void visit(Bucket candidate, int at) {
    earliestChange = Math.min(earliestChange, candidate.changed());
    if (candidate.changed() <= limit && (bucket == null || candidate.changed() < limit)) {
      limit = candidate.changed();
      bucket = candidate;
      depth = at;
      prefix = path.clone();
    }
  }
}
