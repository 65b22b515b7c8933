package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import org.jspecify.annotations.Nullable;

/// A node to query: where it is, and what is known of it.
///
/// @param endpoint where it is
/// @param id the id it must answer with, or `null` if that is not known
/// @param token the token it gave for writing, which goes into `a.token`, or `null`
public record RemoteNode(Endpoint endpoint, @Nullable NodeId id, @Nullable Bytes token) {
  /// Whoever is at `endpoint`.
  public static RemoteNode at(Endpoint endpoint) {
    return new RemoteNode(endpoint, null, null);
  }

  /// A contact, without token.
  public static RemoteNode of(Contact contact) {
    return new RemoteNode(contact.endpoint(), contact.id(), null);
  }

  /// The same node with a token.
  public RemoteNode withToken(Bytes writeToken) {
    return new RemoteNode(endpoint, id, writeToken);
  }
}
