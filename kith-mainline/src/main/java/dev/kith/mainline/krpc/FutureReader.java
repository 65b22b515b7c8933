package dev.kith.mainline.krpc;

import java.util.concurrent.CompletableFuture;

/// Passes replies to a listener and the end to a future.
record FutureReader(ReplyListener listener, CompletableFuture<Integer> result) implements Reader {
  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public boolean replied(KRpcReply reply) {
    return listener.replied(reply);
  }

  @Override
  public void ended(int count) {
    result.complete(count);
  }

  @Override
  public void failed(Throwable why) {
    result.completeExceptionally(why);
  }
}
