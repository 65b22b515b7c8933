package dev.kith.core.table;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contacts that wait for a place in one bucket, newest last.
final class Replacements {
  private final List<Contact> contacts = new ArrayList<>(2);

  int size() {
    return contacts.size();
  }

  /// Whether `contact` could wait here too, among at most `most`, without anybody making room.
  boolean hasRoomFor(Contact contact, int most, Diversity limits) {
    return contacts.size() < most
        && !contacts.contains(contact)
        && limits.oneTooMany(contact, contacts) == null;
  }

  /// Puts `contact` last. If too many of its address or block wait already, the oldest of those
  /// makes room; of more than `most`, the oldest of all.
  void add(Contact contact, int most, Diversity limits) {
    remove(contact.id());
    Contact kin = limits.oneTooMany(contact, contacts);
    if (kin != null) {
      remove(kin.id());
    }
    contacts.add(contact);
    if (contacts.size() > most) {
      contacts.removeFirst();
    }
  }

  void remove(NodeId id) {
    contacts.removeIf(contact -> contact.id().equals(id));
  }

  /// Takes the newest, or null if there is none.
  @Nullable Contact take() {
    return contacts.isEmpty() ? null : contacts.removeLast();
  }

  /// Takes those out whose id has bit `depth` set.
  Replacements split(int depth) {
    Replacements upper = new Replacements();
    for (Contact contact : contacts) {
      if (contact.id().bit(depth)) {
        upper.contacts.add(contact);
      }
    }
    contacts.removeAll(upper.contacts);
    return upper;
  }
}
