package dev.kith.mainline.rpc;

import dev.kith.core.driver.Call;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.function.Consumer;

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

  /// The nodes to ask beside them when the table is nearly empty; none if it is not.
  List<Endpoint> strangers();

  /// How long to stand still for a silent contact.
  Patience patience();

  /// Sends a query. The routing table has learnt how it went when `then` is told.
  Call ask(Ask ask, Consumer<Outcome> then);

  /// The contacts that `reply` names and that may be asked in turn.
  List<Contact> named(ResponsePacket reply, Endpoint from);

  /// Whether `contact`, which answered with `reply`, counts as one of the nearest.
  boolean counts(Contact contact, ResponsePacket reply);
}
