/// The Kademlia engine: pure machines, the ports they speak through and the one real event loop.
@org.jspecify.annotations.NullMarked
module dev.kith.core {
  requires static transitive org.jspecify;
}
