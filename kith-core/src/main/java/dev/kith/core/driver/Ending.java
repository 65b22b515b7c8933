package dev.kith.core.driver;

/// How a request ended. Every request ends exactly once.
///
/// @param <A> an answer: any message that names the request it belongs to, a refusal too
public sealed interface Ending<A> {
  /// The answer came.
  ///
  /// @param rttNanos how long after the request was first sent
  record Answered<A>(A answer, long rttNanos) implements Ending<A> {}

  /// No answer came in time.
  record Silent<A>() implements Ending<A> {}

  /// The request was cancelled, or the socket closed.
  record Cancelled<A>() implements Ending<A> {}
}
