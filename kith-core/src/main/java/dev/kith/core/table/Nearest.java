package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.Arrays;
import java.util.List;

/// A search of the table's tree for the contacts nearest to a target, stale ones left out.
final class Nearest {
  private final NodeId target;
  private final int failuresUntilStale;
  private final Contact[] contacts; // nearest first
  private final long[] distanceHeads;
  private int found;

  /// A search for `count` contacts.
  Nearest(NodeId target, int count, int failuresUntilStale) {
    this.target = target;
    this.failuresUntilStale = failuresUntilStale;
    this.contacts = new Contact[count];
    this.distanceHeads = new long[count];
  }

  /// What was found, nearest first.
  List<Contact> contacts() {
    return Arrays.asList(found == contacts.length ? contacts : Arrays.copyOf(contacts, found));
  }

  /// Collects from a range whose ids share `depth` bits. Everything in the half that holds the
  /// target is nearer to it than anything in the other half, so halves are visited in that order
  /// and only the contacts of one bucket need sorting.
  void collect(Range range, int depth) {
    if (found == contacts.length) {
      return;
    }
    switch (range) {
      case Branch branch -> {
        boolean bit = target.bit(depth);
        collect(branch.child(bit), depth + 1);
        collect(branch.child(!bit), depth + 1);
      }
      case Bucket bucket -> collect(bucket);
    }
  }

  private void collect(Bucket bucket) {
    int start = found;
    for (int row = 0; row < bucket.size(); row++) {
      if (bucket.failures(row) < failuresUntilStale) {
        insert(bucket.contact(row), start);
      }
    }
  }

  private void insert(Contact contact, int start) {
    long distanceHead = target.distanceHead(contact.id());
    int at = found;
    while (at > start && isNearer(contact, distanceHead, at - 1)) {
      at--;
    }
    if (at == contacts.length) {
      return;
    }
    int end = Math.min(found, contacts.length - 1);
    System.arraycopy(contacts, at, contacts, at + 1, end - at);
    System.arraycopy(distanceHeads, at, distanceHeads, at + 1, end - at);
    contacts[at] = contact;
    distanceHeads[at] = distanceHead;
    found = end + 1;
  }

  private boolean isNearer(Contact contact, long distanceHead, int than) {
    int order = Long.compareUnsigned(distanceHead, distanceHeads[than]);
    return order < 0 || order == 0 && target.compareDistance(contact.id(), contacts[than].id()) < 0;
  }
}
