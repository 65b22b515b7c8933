package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Request;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.rpc.Priority;
import org.jspecify.annotations.Nullable;

/// One request of ours to one node.
///
/// @param to where to send it
/// @param expected whom we take that to be, or `null` if we do not know
/// @param form the request, but for its message id
/// @param priority whether somebody waits for the answer
/// @param single whether it is sent once, whatever the options say
record Ask(Endpoint to, @Nullable NodeId expected, Form form, Priority priority, boolean single)
    implements Request {
  /// A request that gets its message id when it leaves.
  interface Form {
    /// The request with this message id.
    dev.kith.kv.wire.Request with(Bytes messageId);
  }

  /// A request to a contact.
  static Ask contact(Contact contact, Form form, Priority priority) {
    return new Ask(contact.endpoint(), contact.id(), form, priority, false);
  }

  /// The same, but sent once.
  Ask once() {
    return new Ask(to, expected, form, priority, true);
  }

  @Override
  public String method() {
    return form.with(Bytes.EMPTY).function();
  }
}
