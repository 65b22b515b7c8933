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

  boolean contains(Contact contact) {
    return contacts.contains(contact);
  }

  /// Puts `contact` last; of more than `most` the oldest makes room.
  void add(Contact contact, int most) {
    remove(contact.id());
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
