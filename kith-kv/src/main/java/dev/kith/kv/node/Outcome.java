package dev.kith.kv.node;

import dev.kith.kv.wire.Answer;

/// How one request of ours ended. Every request ends exactly once.
sealed interface Outcome {
  /// The node answered what it was asked.
  record Answered(Answer answer) implements Outcome {}

  /// It answered something else.
  record Garbled() implements Outcome {}

  /// No answer came in time.
  record Silent() implements Outcome {}

  /// The request was cancelled, or the socket closed.
  record Cancelled() implements Outcome {}
}
