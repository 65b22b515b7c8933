package dev.kith.core.rpc;

import dev.kith.core.net.Endpoint;

/// What a reply that arrived turned out to be.
///
/// @param <R> the request
public sealed interface Match<R> {
  /// The reply to an outstanding request, which has now ended.
  ///
  /// @param request what was given when it began
  /// @param to whom it was sent
  /// @param rttNanos the time since it was first sent
  /// @param sends how often it was sent; a round trip is a sample of the network's only if once
  ///   (Karn's rule), for else it is unknown which sending was answered
  record Answered<R>(R request, Endpoint to, long rttNanos, int sends) implements Match<R> {}

  /// The reply to a request that has timed out or was cancelled: honest but of no use.
  record Late<R>() implements Match<R> {}

  /// A reply with the id of a request, from someone who was not asked: a forgery, or a host with
  /// several addresses. The request goes on.
  record WrongSource<R>() implements Match<R> {}

  /// A reply to nothing that is remembered.
  record Unknown<R>() implements Match<R> {}
}
