package dev.kith.mainline.krpc;

import dev.kith.mainline.rpc.Outcome;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One `queryAll`: the same query to several nodes, to each with its own token.
final class QueryRound {
  private final ReplyListener listener;
  private final CompletableFuture<Integer> result;
  private int pending;
  private int hits;
  private boolean silenced;
  private KRpcException.@Nullable Refused telling;

  QueryRound(ReplyListener listener, CompletableFuture<Integer> result) {
    this.listener = listener;
    this.result = result;
  }

  void start(KRpcNode node, Collection<RemoteNode> nodes, KRpcQuery query) {
    if (nodes.isEmpty()) {
      result.completeExceptionally(new KRpcException.NoNodes());
      return;
    }
    pending = nodes.size();
    for (RemoteNode each : nodes) {
      node.query(each, query, outcome -> concluded(each, outcome));
    }
  }

  private void concluded(RemoteNode node, Outcome outcome) {
    pending--;
    switch (outcome) {
      case Outcome.Answered(var packet, var id, long rtt) -> {
        hits++;
        tell(new KRpcReply(node.endpoint(), id, packet));
      }
      case Outcome.Refused(var error) -> {
        if (error.code() >= 300 && error.code() <= 399) {
          telling = new KRpcException.Refused(error);
        }
      }
      case Outcome.Cancelled cancelled ->
          result.completeExceptionally(new KRpcException.Cancelled());
      case Outcome.Impostor impostor -> {}
      case Outcome.Silent silent -> {}
    }
    if (pending == 0) {
      end();
    }
  }

  private void tell(KRpcReply reply) {
    if (silenced || result.isDone()) {
      return;
    }
    try {
      silenced = !listener.replied(reply);
    } catch (RuntimeException | Error thrown) {
      result.completeExceptionally(thrown);
    }
  }

  private void end() {
    if (hits > 0) {
      result.complete(hits);
    } else {
      result.completeExceptionally(telling != null ? telling : new KRpcException.AllFailed());
    }
  }
}
