package dev.kith.mainline.node;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.rpc.Outcome;

/// What whoever asked one node is told when that has not answered as it should.
final class Failures {
  private Failures() {}

  static MainlineException of(Endpoint to, String method, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(var error) ->
          new MainlineException.Refused(
              error.code(),
              to
                  + " refused "
                  + method
                  + ": "
                  + error.text().asUtf8().orElse("")
                  + " (error "
                  + error.code()
                  + ")");
      case Outcome.Silent silent ->
          new MainlineException.NoReply("no reply from " + to + " to " + method);
      case Outcome.Impostor(NodeId actual) ->
          new MainlineException.WrongNode("at " + to + " there is now " + actual);
      // Whoever waits when the node closes has been told before.
      case Outcome.Cancelled cancelled ->
          new MainlineException.Busy("too many queries wait for their turn");
      case Outcome.Answered answered -> throw new IllegalStateException("an answer is no failure");
    };
  }
}
