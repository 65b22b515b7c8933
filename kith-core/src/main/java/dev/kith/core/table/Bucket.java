package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contacts of one range of the key space, least recently seen first, and the replacements that
/// wait for a place: a view on some rows of [Buckets], good until its bucket is split.
record Bucket(Buckets all, int number) {
  int size() {
    return all.size(number);
  }

  Contact contact(int row) {
    return all.contacts[first() + row];
  }

  int seen(int row) {
    return Past.seen(all.pasts[first() + row]);
  }

  /// When the contact was last seen or last failed, whichever came later.
  int tried(int row) {
    return Past.tried(all.pasts[first() + row]);
  }

  int failures(int row) {
    return Past.failures(all.pasts[first() + row]);
  }

  /// When the contact falls due for a check: when it was neither seen nor tried for `quiet`; after
  /// a failure, for `retry`, which doubles with each further failure in a row, up to 32 times.
  int due(int row, int quiet, int retry) {
    int failures = failures(row);
    return tried(row) + (failures == 0 ? quiet : retry << Math.min(5, failures - 1));
  }

  /// When a contact was last added, replaced or seen here.
  int changed() {
    return all.changed(number);
  }

  void touch(int now) {
    all.touch(number, now);
  }

  List<Contact> contacts() {
    return Arrays.asList(all.contacts).subList(first(), first() + size());
  }

  /// The row of `id`, or -1.
  int rowOf(NodeId id) {
    int first = first();
    for (int row = 0; row < size(); row++) {
      if (all.contacts[first + row].id().equals(id)) {
        return row;
      }
    }
    return -1;
  }

  /// The least recently seen contact that has failed at least `limit` times in a row, or -1.
  int rowFailedAtLeast(int limit) {
    for (int row = 0; all.failing(number) > 0 && row < size(); row++) {
      if (failures(row) >= limit) {
        return row;
      }
    }
    return -1;
  }

  /// How many have failed fewer times than `limit` in a row.
  int countFailedLessThan(int limit) {
    int count = 0;
    for (int row = 0; row < size(); row++) {
      count += failures(row) < limit ? 1 : 0;
    }
    return count;
  }

  /// Adds a contact seen now; there must be room.
  void append(Contact contact, int now) {
    append(contact, Past.of(now, now, 0));
    touch(now);
  }

  /// Gives `replacement` a place, on probation: what it once proved may be long ago, so it counts
  /// as having failed once.
  void promote(Contact replacement, int now) {
    append(replacement, Past.of(now, now, 1));
  }

  private void append(Contact contact, long past) {
    int at = first() + size();
    all.contacts[at] = contact;
    all.pasts[at] = past;
    all.count(number, 1, Past.failures(past) > 0 ? 1 : 0);
  }

  /// Makes the row the most recently seen one, without failures.
  void refresh(int row, int now) {
    append(remove(row), now);
  }

  void markTried(int row, int now) {
    all.pasts[first() + row] = Past.of(seen(row), now, failures(row));
  }

  void fail(int row, int now) {
    all.count(number, 0, failures(row) == 0 ? 1 : 0);
    all.pasts[first() + row] = Past.of(seen(row), now, failures(row) + 1);
  }

  Contact remove(int row) {
    Contact removed = contact(row);
    all.count(number, -1, failures(row) > 0 ? -1 : 0);
    int at = first() + row;
    int tail = size() - row;
    // The cell that falls vacant still refers to its contact: at worst one outlives its place.
    System.arraycopy(all.contacts, at + 1, all.contacts, at, tail);
    System.arraycopy(all.pasts, at + 1, all.pasts, at, tail);
    return removed;
  }

  int replacementCount() {
    Replacements waiting = waiting();
    return waiting == null ? 0 : waiting.size();
  }

  /// Whether `contact` could be one more replacement without any of them making room.
  boolean hasRoomToWait(Contact contact, TableOptions options) {
    Replacements waiting = waiting();
    return waiting == null
        ? options.replacements() > 0
        : waiting.hasRoomFor(contact, options.replacements(), options.diversity());
  }

  /// Makes `contact` the newest replacement.
  void addReplacement(Contact contact, TableOptions options) {
    if (options.replacements() > 0) {
      all.replacementsOf(number).add(contact, options.replacements(), options.diversity());
    }
  }

  void removeReplacement(NodeId id) {
    Replacements waiting = waiting();
    if (waiting != null) {
      waiting.remove(id);
    }
  }

  /// Takes the newest replacement, or null if there is none.
  @Nullable Contact takeReplacement() {
    Replacements waiting = waiting();
    return waiting == null ? null : waiting.take();
  }

  private @Nullable Replacements waiting() {
    return all.replacements.length == 0 ? null : all.replacements[number];
  }

  private int first() {
    return number * all.k;
  }
}
