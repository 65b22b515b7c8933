package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.Arrays;
import java.util.List;

/// A search of a table for the contacts nearest to a target, stale ones left out.
final class Nearest {
  private final Buckets buckets;
  private final NodeId target;
  private final int failuresUntilStale;
  private final Contact[] contacts; // nearest first
  private int found;

  /// A search for `count` contacts.
  Nearest(Buckets buckets, NodeId target, int count, int failuresUntilStale) {
    this.buckets = buckets;
    this.target = target;
    this.failuresUntilStale = failuresUntilStale;
    this.contacts = new Contact[count];
  }

  /// What is found in the whole table, nearest first.
  List<Contact> contacts() {
    collect(buckets.root(), 0);
    return Arrays.asList(found == contacts.length ? contacts : Arrays.copyOf(contacts, found));
  }

  // Collects from a range whose ids share `depth` bits. Everything in the half that holds the
  // target is nearer to it than anything in the other half, so halves are visited in that order and
  // only the contacts of one bucket need sorting.
  private void collect(int range, int depth) {
    if (found == contacts.length) {
      return;
    }
    if (Buckets.isBranch(range)) {
      boolean bit = target.bit(depth);
      collect(buckets.half(range, bit), depth + 1);
      collect(buckets.half(range, !bit), depth + 1);
    } else {
      collect(~range);
    }
  }

  private void collect(int bucket) {
    int start = found;
    int first = bucket * buckets.k;
    int end = first + buckets.size(bucket);
    boolean areSound = buckets.failing(bucket) == 0;
    for (int row = first; row < end; row++) {
      if (areSound || Past.failures(buckets.pasts[row]) < failuresUntilStale) {
        insert(buckets.contacts[row], start);
      }
    }
  }

  private void insert(Contact contact, int start) {
    int at = found;
    NodeId id = contact.id();
    while (at > start && target.compareDistance(id, contacts[at - 1].id()) < 0) {
      at--;
    }
    if (at == contacts.length) {
      return;
    }
    int end = Math.min(found, contacts.length - 1);
    for (int i = end; i > at; i--) {
      contacts[i] = contacts[i - 1];
    }
    contacts[at] = contact;
    found = end + 1;
  }
}
