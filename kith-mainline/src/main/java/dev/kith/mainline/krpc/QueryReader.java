package dev.kith.mainline.krpc;

import dev.kith.core.facade.Query;

/// Passes replies to whoever reads a [Query], and waits for a slow one.
record QueryReader(Query.Feed<KRpcReply, Integer> feed) implements Reader {
  @Override
  public boolean hasRoom() {
    return feed.hasRoom();
  }

  @Override
  public boolean replied(KRpcReply reply) {
    feed.add(reply);
    return true;
  }

  @Override
  public void ended(int count) {
    feed.end(count);
  }

  @Override
  public void failed(Throwable why) {
    feed.fail(why);
  }
}
