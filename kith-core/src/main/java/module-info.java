/// The Kademlia engine: pure machines, the ports they speak through and the one real event loop.
@org.jspecify.annotations.NullMarked
module dev.kith.core {
  requires static transitive org.jspecify;

  exports dev.kith.core.bytes;
  exports dev.kith.core.driver;
  exports dev.kith.core.facade;
  exports dev.kith.core.id;
  exports dev.kith.core.io;
  exports dev.kith.core.limit;
  exports dev.kith.core.lookup;
  exports dev.kith.core.net;
  exports dev.kith.core.observe;
  exports dev.kith.core.rpc;
  exports dev.kith.core.store;
  exports dev.kith.core.table;
  exports dev.kith.core.time;
}
