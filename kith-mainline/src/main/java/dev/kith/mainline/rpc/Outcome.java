package dev.kith.mainline.rpc;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.ResponsePacket;
import org.jspecify.annotations.Nullable;

/// How one query of ours ended. Every query ends exactly once.
public sealed interface Outcome {
  /// The node answered.
  ///
  /// @param packet the whole response
  /// @param id the id it gives itself, or `null` if it gave none of the right length
  /// @param rttNanos how long the answer took
  record Answered(ResponsePacket packet, @Nullable NodeId id, long rttNanos) implements Outcome {}

  /// The node answered with an error.
  record Refused(ErrorPacket packet) implements Outcome {}

  /// The answer bears another id than the contact we asked: somebody else is at this endpoint now.
  record Impostor(NodeId actual) implements Outcome {}

  /// No answer came in time.
  record Silent() implements Outcome {}

  /// The query was cancelled, or the socket closed.
  record Cancelled() implements Outcome {}
}
