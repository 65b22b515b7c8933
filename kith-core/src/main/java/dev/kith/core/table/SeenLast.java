package dev.kith.core.table;

import dev.kith.core.id.Contact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A search of a table for the contacts seen last, stale ones left out.
final class SeenLast {
  private final int failuresUntilStale;
  private final List<Sighting> sightings = new ArrayList<>();

  private record Sighting(Contact contact, int at) {}

  SeenLast(Buckets buckets, int failuresUntilStale) {
    this.failuresUntilStale = failuresUntilStale;
    buckets.forEach(buckets.root(), this::visit);
  }

  private void visit(Bucket bucket) {
    for (int row = 0; row < bucket.size(); row++) {
      if (bucket.failures(row) < failuresUntilStale) {
        sightings.add(new Sighting(bucket.contact(row), bucket.seen(row)));
      }
    }
  }

  /// The last `count`, the very last first.
  List<Contact> contacts(int count) {
    return sightings.stream()
        .sorted(Comparator.comparingInt(Sighting::at).reversed())
        .limit(count)
        .map(Sighting::contact)
        .toList();
  }
}
