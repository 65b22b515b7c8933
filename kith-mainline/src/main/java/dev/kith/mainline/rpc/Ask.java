package dev.kith.mainline.rpc;

import dev.kith.core.driver.Request;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.rpc.Priority;
import dev.kith.mainline.bencode.BDict;
import org.jspecify.annotations.Nullable;

/// One query to one node.
///
/// @param to where to send it
/// @param expected the id the answer must bear, or `null` if we do not know whom we ask
/// @param method the method's name
/// @param a the arguments, our id among them
/// @param background whether it gives way to queries somebody is waiting for
/// @param single whether it is sent once, whatever the options say
public record Ask(
    Endpoint to,
    @Nullable NodeId expected,
    String method,
    BDict a,
    boolean background,
    boolean single)
    implements Request {
  /// A query to a contact, whose id the answer must bear.
  public static Ask contact(Contact contact, String method, BDict a, boolean background) {
    return new Ask(contact.endpoint(), contact.id(), method, a, background, false);
  }

  /// A query to whoever is at `to`.
  public static Ask stranger(Endpoint to, String method, BDict a, boolean background) {
    return new Ask(to, null, method, a, background, false);
  }

  /// The same, but sent once.
  public Ask once() {
    return new Ask(to, expected, method, a, background, true);
  }

  @Override
  public Priority priority() {
    return background ? Priority.BACKGROUND : Priority.FOREGROUND;
  }
}
