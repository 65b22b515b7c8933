package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Observer;
import java.util.List;

/// The node a [Search] walks from.
public interface Ground {
  /// The loop it runs on.
  Loop loop();

  /// Who watches.
  Observer observer();

  /// The own id.
  NodeId id();

  /// The contacts of the routing table nearest to `target`.
  List<Contact> closest(NodeId target, int count);

  /// The nodes to ask beside them when those are too few or do not answer, else none; see
  /// [Acquaintances#strangers].
  List<Endpoint> strangers();

  /// Whether `contact` may be asked now. Answers name whom they like, so bytes to those who have
  /// not proved that they are real are counted; if they may be spent they have been.
  boolean mayAsk(Contact contact);

  /// How long to stand still for a silent contact.
  Patience patience();
}
