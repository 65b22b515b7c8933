package dev.kith.mainline.krpc;

/// Where the replies and the end of a lookup go. Called on the loop's thread.
interface Reader {
  /// Whether it can take another reply; if not, the lookups are to be pumped when it can.
  boolean hasRoom();

  /// Takes a reply and returns whether more is wanted.
  boolean replied(KRpcReply reply);

  /// The lookup has ended after `count` replies.
  void ended(int count);

  /// The lookup was broken off.
  void failed(Throwable why);
}
