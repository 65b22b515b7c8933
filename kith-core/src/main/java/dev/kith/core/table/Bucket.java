package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contacts of one range of the key space, least recently seen first, and the replacements that
/// wait for a place, newest last.
///
/// Kept as parallel arrays, not as entry objects: a simulation holds a hundred million of these
/// rows. Times are ticks of [Ticks]. What is known of a contact's past is one `long`: when it was
/// seen (32 bits), how much later it was tried (24 bits, enough for 19 days; more counts as that),
/// and its failures (8 bits).
final class Bucket implements Range {
  private static final Contact[] NOBODY = {};
  private static final long[] NEVER = {};

  private static final int SEEN_SHIFT = 32;
  private static final int TRIED_SHIFT = 8;
  private static final int MOST_TRIED_LATER = (1 << 24) - 1;
  private static final int FAILURES_MASK = 0xff;

  private final int k;

  private Contact[] contacts = NOBODY;
  private long[] pasts = NEVER;
  private int size;

  private Contact[] replacements = NOBODY;
  private int replacementCount;

  private int changed;

  Bucket(int k, int now) {
    this.k = k;
    this.changed = now;
  }

  int size() {
    return size;
  }

  Contact contact(int row) {
    return contacts[row];
  }

  int seen(int row) {
    return (int) (pasts[row] >>> SEEN_SHIFT);
  }

  /// When the contact was last seen or last failed, whichever came later.
  int tried(int row) {
    return seen(row) + (int) (pasts[row] >>> TRIED_SHIFT & MOST_TRIED_LATER);
  }

  int failures(int row) {
    return (int) pasts[row] & FAILURES_MASK;
  }

  /// When a contact was last added, replaced or seen here.
  int changed() {
    return changed;
  }

  void touch(int now) {
    changed = now;
  }

  List<Contact> contacts() {
    return Arrays.asList(contacts).subList(0, size);
  }

  int replacementCount() {
    return replacementCount;
  }

  List<Contact> replacements() {
    return Arrays.asList(replacements).subList(0, replacementCount);
  }

  /// The row of `id`, or -1.
  int rowOf(NodeId id) {
    for (int row = 0; row < size; row++) {
      if (contacts[row].id().equals(id)) {
        return row;
      }
    }
    return -1;
  }

  /// The least recently seen contact that has failed at least `limit` times in a row, or -1.
  int rowFailedAtLeast(int limit) {
    for (int row = 0; row < size; row++) {
      if (failures(row) >= limit) {
        return row;
      }
    }
    return -1;
  }

  void append(Contact contact, int now) {
    append(contact, past(now, now, 0));
    changed = now;
  }

  private static long past(int seen, int tried, int failures) {
    long later = Math.clamp((long) tried - seen, 0, MOST_TRIED_LATER);
    return (long) seen << SEEN_SHIFT | later << TRIED_SHIFT | failures;
  }

  /// Gives `replacement` a place, on probation: what it once proved may be long ago, so it counts
  /// as having failed once.
  void promote(Contact replacement, int now) {
    append(replacement, past(now, now, 1));
  }

  private void append(Contact contact, long past) {
    if (size == contacts.length) {
      int grown = Math.min(k, Math.max(2, size * 2));
      contacts = Arrays.copyOf(contacts, grown);
      pasts = Arrays.copyOf(pasts, grown);
    }
    contacts[size] = contact;
    pasts[size] = past;
    size++;
  }

  /// Makes the row the most recently seen one, without failures.
  void refresh(int row, int now) {
    Contact contact = contacts[row];
    remove(row);
    append(contact, now);
  }

  void markTried(int row, int now) {
    pasts[row] = past(seen(row), now, failures(row));
  }

  void fail(int row, int now) {
    pasts[row] = past(seen(row), now, Math.min(FAILURES_MASK, failures(row) + 1));
  }

  Contact remove(int row) {
    Contact removed = contacts[row];
    int tail = size - row - 1;
    System.arraycopy(contacts, row + 1, contacts, row, tail);
    System.arraycopy(pasts, row + 1, pasts, row, tail);
    size--;
    // The vacated cell still refers to the last contact; it is overwritten by the next append and
    // that contact is in the table anyway, or was: at worst one contact outlives its place.
    return removed;
  }

  boolean isReplacement(Contact contact) {
    for (int row = 0; row < replacementCount; row++) {
      if (replacements[row].equals(contact)) {
        return true;
      }
    }
    return false;
  }

  /// Puts `contact` last among at most `most` replacements; the oldest makes room.
  void addReplacement(Contact contact, int most) {
    removeReplacement(contact.id());
    if (most == 0) {
      return;
    }
    if (replacementCount == most) {
      dropReplacement(0);
    }
    if (replacementCount == replacements.length) {
      replacements = Arrays.copyOf(replacements, Math.min(most, replacementCount * 2 + 2));
    }
    replacements[replacementCount++] = contact;
  }

  void removeReplacement(NodeId id) {
    for (int row = 0; row < replacementCount; row++) {
      if (replacements[row].id().equals(id)) {
        dropReplacement(row);
        return;
      }
    }
  }

  /// Takes the newest replacement, or null if there is none.
  @Nullable Contact takeReplacement() {
    return replacementCount == 0 ? null : replacements[--replacementCount];
  }

  private void dropReplacement(int row) {
    System.arraycopy(replacements, row + 1, replacements, row, replacementCount - row - 1);
    replacementCount--;
  }

  /// Shares the rows out over two new buckets by their bit at `depth`.
  Branch split(int depth) {
    Bucket zero = new Bucket(k, changed);
    Bucket one = new Bucket(k, changed);
    for (int row = 0; row < size; row++) {
      Bucket half = contacts[row].id().bit(depth) ? one : zero;
      half.append(contacts[row], pasts[row]);
    }
    for (int row = 0; row < replacementCount; row++) {
      Contact waiting = replacements[row];
      Bucket half = waiting.id().bit(depth) ? one : zero;
      half.addReplacement(waiting, replacements.length);
    }
    return new Branch(zero, one);
  }
}
