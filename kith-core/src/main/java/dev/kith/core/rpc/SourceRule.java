package dev.kith.core.rpc;

import dev.kith.core.net.Endpoint;

/// Who may answer a request. Whoever can guess a transaction id could else answer in another's
/// name, so a rule is as narrow as the wire allows.
@FunctionalInterface
public interface SourceRule {
  /// Only the endpoint that was asked.
  SourceRule EXACT = Endpoint::equals;

  /// Any port of the address that was asked, for hosts whose answers leave by another port.
  SourceRule ANY_PORT = (asked, from) -> asked.address().equals(from.address());

  /// Anyone who knows the transaction id, for wires that forward answers.
  SourceRule ANYONE = (asked, from) -> true;

  /// Whether an answer from `from` may end a request sent to `asked`.
  boolean allows(Endpoint asked, Endpoint from);
}
