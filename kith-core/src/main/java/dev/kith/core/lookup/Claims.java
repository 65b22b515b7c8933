package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import java.util.LinkedHashSet;
import java.util.Set;

/// Whom the paths of one lookup have asked: an endpoint asked on one path is not asked on another,
/// whatever id it is told under, unless that came to nothing: it may have been a false id. Bounded
/// by the candidates of the paths.
final class Claims {
  /// Those of a single path, which asks nobody twice anyway.
  static final Claims NONE = new Claims(false);

  private final boolean isShared;
  private final Set<Contact> asked = new LinkedHashSet<>(0);
  private final Set<Endpoint> claimed = new LinkedHashSet<>(0);

  private Claims(boolean isShared) {
    this.isShared = isShared;
  }

  /// Those of several paths; nobody has been asked so far.
  static Claims shared() {
    return new Claims(true);
  }

  boolean isAsked(Contact contact) {
    return isShared && (claimed.contains(contact.endpoint()) || asked.contains(contact));
  }

  void ask(Contact contact) {
    if (isShared) {
      asked.add(contact);
      claimed.add(contact.endpoint());
    }
  }

  /// Asking `contact` has come to nothing; others may be where it was said to be.
  void release(Contact contact) {
    claimed.remove(contact.endpoint());
  }
}
