package dev.kith.core.table;

import dev.kith.core.id.Contact;
import org.jspecify.annotations.Nullable;

/// A search of all buckets for the contact that is due for a check for longest, as [Bucket#due]
/// tells it.
final class LongestDue {
  private final int now;
  private final int quiet;
  private final int retry;
  private @Nullable Bucket bucket;
  private int row;
  private int longestSince; // when the one found fell due
  private int next; // when the first of the others falls due, if nobody is due now

  LongestDue(int now, int quiet, int retry) {
    this.now = now;
    this.quiet = quiet;
    this.retry = retry;
    this.longestSince = now;
    this.next = now + quiet;
  }

  void visit(Bucket each) {
    for (int row = 0; row < each.size(); row++) {
      visit(each, row);
    }
  }

  private void visit(Bucket each, int index) {
    int due = each.due(index, quiet, retry);
    next = Math.min(next, due);
    if (due <= longestSince) {
      longestSince = due;
      bucket = each;
      row = index;
    }
  }

  /// The first moment at which anyone is or falls due. A contact that enters later is due no
  /// sooner.
  int next() {
    return next;
  }

  /// The contact found, which counts as tried from now on; `null` if none is due.
  @Nullable Contact markTried() {
    if (bucket == null) {
      return null;
    }
    bucket.markTried(row, now);
    return bucket.contact(row);
  }
}
