package dev.kith.core.table;

import dev.kith.core.id.NodeId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A search of the table's tree for the bucket whose last change is longest ago, and at or before a
/// limit.
final class Stalest {
  private int limit;
  private int earliestChange = Integer.MAX_VALUE;
  private final byte[] path; // the prefix of the range being visited, zeros behind it
  private @Nullable Bucket bucket;
  private int depth;
  private byte[] prefix = {};

  /// A search for a bucket unchanged since `limit`, in a table of ids of `idBytes`.
  Stalest(int limit, int idBytes) {
    this.limit = limit;
    this.path = new byte[idBytes];
  }

  void visit(Range root) {
    visit(root, 0);
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

  private void visit(Range range, int at) {
    switch (range) {
      case Branch branch -> {
        visit(branch.child(false), at + 1);
        path[at >>> 3] |= (byte) (0x80 >>> (at & 7));
        visit(branch.child(true), at + 1);
        path[at >>> 3] &= (byte) ~(0x80 >>> (at & 7));
      }
      case Bucket candidate -> {
        earliestChange = Math.min(earliestChange, candidate.changed());
        if (candidate.changed() <= limit && (bucket == null || candidate.changed() < limit)) {
          limit = candidate.changed();
          bucket = candidate;
          depth = at;
          prefix = path.clone();
        }
      }
    }
  }
}
