package dev.kith.mainline.rpc;

import dev.kith.core.driver.Call;
import dev.kith.core.driver.Ground;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.function.Consumer;

/// The node an [Inquiry] is made by.
public interface Asker extends Ground {
  /// Sends a query. The routing table has learnt how it went when `then` is told.
  Call ask(Ask ask, Consumer<Outcome> then);

  /// The contacts that `reply` names and that may be asked in turn.
  List<Contact> named(ResponsePacket reply, Endpoint from);

  /// Whether `contact`, which answered with `reply`, counts as one of the nearest.
  boolean counts(Contact contact, ResponsePacket reply);
}
