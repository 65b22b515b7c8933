package dev.kith.core.observe;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;

/// One thing that happened in a node. The stream of these is the only way a node reports on itself:
/// logs, metrics, the page and the simulator's trace all read it.
///
/// `method` and `reason` are short fixed words of the network, fit to label a counter; they never
/// hold what a stranger sent.
public sealed interface Event {
  /// A request of ours went out.
  record RequestSent(String method, Endpoint to) implements Event {}

  /// A request of ours was answered after `rttNanos`.
  record RequestAnswered(String method, Endpoint from, long rttNanos) implements Event {}

  /// A request of ours was declined with an error message of the network's own code.
  record RequestRefused(String method, Endpoint from, int code) implements Event {}

  /// A request of ours was given up without an answer.
  record RequestTimedOut(String method, Endpoint to) implements Event {}

  /// A request arrived and was served.
  record RequestServed(String method, Endpoint from) implements Event {}

  /// A request arrived and was declined with an error message.
  record RequestDeclined(String method, Endpoint from, int code) implements Event {}

  /// A datagram was dropped in silence: undecodable, over a limit, or an answer to nothing.
  record Dropped(String reason, Endpoint from) implements Event {}

  /// A contact entered the routing table.
  record ContactAdded(Contact contact) implements Event {}

  /// A contact left the routing table.
  record ContactRemoved(Contact contact, String reason) implements Event {}

  /// A lookup began.
  record LookupStarted(NodeId target, String method) implements Event {}

  /// A lookup ended; of `asked` contacts, `answered` answered and `failed` did not.
  record LookupEnded(
      NodeId target, String method, int asked, int answered, int failed, long durationNanos)
      implements Event {}

  /// Something was stored here; `kind` is the network's word for it.
  record Stored(String kind, NodeId key) implements Event {}

  /// Something stored here expired or was evicted.
  record Removed(String kind, NodeId key, String reason) implements Event {}

  /// The node's health changed; `state` is one word, `detail` a sentence for a person.
  record HealthChanged(String state, String detail) implements Event {}

  /// An invariant of ours did not hold. Fatal in a simulation; survived and counted in production.
  record InvariantBroken(String what, String detail) implements Event {}
}
