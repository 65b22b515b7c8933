package dev.kith.core.rpc;

import dev.kith.core.net.Endpoint;

/// What became due for a request without an answer.
///
/// @param <I> the transaction id
/// @param <R> the request
public sealed interface Overdue<I, R> {
  /// The request is to be sent again, with the same id.
  ///
  /// @param sends how often it has been sent, this time included
  record Resend<I, R>(I id, Endpoint to, R request, int sends) implements Overdue<I, R> {}

  /// The request has ended without an answer.
  record TimedOut<I, R>(I id, Endpoint to, R request) implements Overdue<I, R> {}
}
