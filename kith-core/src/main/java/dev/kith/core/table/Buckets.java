package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The buckets of a table and the binary tree over them, kept in a few arrays: a simulation holds a
/// million tables and reads each of them cold, so what is read together lies together.
///
/// A *range* of the key space is a number here: that of a branch of the tree or, if it is negative,
/// the complement of that of a bucket.
final class Buckets {
  private static final @Nullable Replacements[] NONE = {};

  // Of each branch the two halves, of each bucket its size and how many in it have failed (in the
  // byte above that), and when it last changed. They lie together because they are read together.
  private static final int STRIDE = 4;
  private static final int SIZE = 2;
  private static final int CHANGED = 3;
  private static final int SIZE_MASK = 0xff;
  private static final int ONE_FAILING = 0x100;

  final int k;
  private int root = ~0;
  private int count = 1; // of buckets; branches are one fewer
  private int[] words = new int[STRIDE];
  @Nullable Replacements[] replacements = NONE;

  // By row; bucket b has those from b * k on.
  Contact[] contacts;
  long[] pasts;

  Buckets(int k) {
    this.k = k;
    this.contacts = new Contact[k];
    this.pasts = new long[k];
  }

  int size(int bucket) {
    return words[STRIDE * bucket + SIZE] & SIZE_MASK;
  }

  /// How many of a bucket's contacts have failed when they were last asked.
  int failing(int bucket) {
    return words[STRIDE * bucket + SIZE] / ONE_FAILING;
  }

  void count(int bucket, int contacts, int failing) {
    words[STRIDE * bucket + SIZE] += contacts + failing * ONE_FAILING;
  }

  int changed(int bucket) {
    return words[STRIDE * bucket + CHANGED];
  }

  void touch(int bucket, int now) {
    words[STRIDE * bucket + CHANGED] = now;
  }

  /// The whole key space.
  int root() {
    return root;
  }

  static boolean isBranch(int range) {
    return range >= 0;
  }

  /// The half of a branch whose ids have this bit at the branch's depth.
  int half(int branch, boolean bit) {
    return words[STRIDE * branch + (bit ? 1 : 0)];
  }

  /// The bucket that a range is.
  Bucket bucket(int range) {
    return new Bucket(this, ~range);
  }

  /// Where `id` belongs.
  Place placeOf(NodeId id) {
    int range = root;
    int link = -1;
    int depth = 0;
    while (isBranch(range)) {
      link = STRIDE * range + (id.bit(depth) ? 1 : 0);
      range = words[link];
      depth++;
    }
    return new Place(bucket(range), depth, link);
  }

  /// Where an id belongs.
  ///
  /// @param bucket its bucket
  /// @param depth how many leading bits all ids of that bucket share
  /// @param link the word that leads to it, or -1 if it is the root
  record Place(Bucket bucket, int depth, int link) {}

  /// Shares the rows and replacements of a bucket out over two, by their bit at its depth.
  void split(Place place) {
    int lower = place.bucket.number();
    int upper = count++;
    int branch = count - 2;
    if (count > pasts.length / k) {
      grow(count + count / 32);
    }
    words[STRIDE * branch] = ~lower;
    words[STRIDE * branch + 1] = ~upper;
    if (place.link < 0) {
      root = branch;
    } else {
      words[place.link] = branch;
    }
    touch(upper, changed(lower));
    shareRows(lower, upper, place.depth);
    if (replacements.length > 0) {
      Replacements waiting = replacements[lower];
      replacements[upper] = waiting == null ? null : waiting.split(place.depth);
    }
  }

  private void grow(int capacity) {
    words = Arrays.copyOf(words, STRIDE * capacity);
    if (replacements.length > 0) {
      replacements = Arrays.copyOf(replacements, capacity);
    }
    contacts = Arrays.copyOf(contacts, capacity * k);
    pasts = Arrays.copyOf(pasts, capacity * k);
  }

  private void shareRows(int lower, int upper, int depth) {
    int to = lower * k;
    int end = to + size(lower);
    for (int row = lower * k; row < end; row++) {
      int isFailing = Past.failures(pasts[row]) > 0 ? 1 : 0;
      if (contacts[row].id().bit(depth)) {
        move(row, upper * k + size(upper));
        count(upper, 1, isFailing);
        count(lower, -1, -isFailing);
      } else {
        move(row, to++);
      }
    }
  }

  private void move(int from, int to) {
    contacts[to] = contacts[from];
    pasts[to] = pasts[from];
  }

  /// Those who wait for a place in a bucket.
  Replacements replacementsOf(int bucket) {
    if (replacements.length == 0) {
      replacements = new Replacements[pasts.length / k];
    }
    Replacements waiting = replacements[bucket];
    if (waiting == null) {
      waiting = new Replacements();
      replacements[bucket] = waiting;
    }
    return waiting;
  }

  /// Shows the buckets of a range to `visitor`, in the order of the key space.
  void forEach(int range, Consumer<Bucket> visitor) {
    if (isBranch(range)) {
      forEach(half(range, false), visitor);
      forEach(half(range, true), visitor);
    } else {
      visitor.accept(bucket(range));
    }
  }
}
