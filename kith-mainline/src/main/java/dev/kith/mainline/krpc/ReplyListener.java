package dev.kith.mainline.krpc;

/// Who is told of replies as they come. Called on the loop's thread, so it must be quick.
@FunctionalInterface
public interface ReplyListener {
  /// A node has answered. Returns whether more is wanted: after `false` it is not called again.
  boolean replied(KRpcReply reply);
}
