/// The key/value network of Python's `kademlia`, with signed values.
@org.jspecify.annotations.NullMarked
module dev.kith.kv {
  requires transitive dev.kith.core;
  requires static transitive org.jspecify;
  requires java.net.http;
  requires java.sql;
  requires org.bouncycastle.provider;
  requires org.xerial.sqlitejdbc;
  requires tools.jackson.core;

  exports dev.kith.kv;
  exports dev.kith.kv.client;
  exports dev.kith.kv.crypto;
  exports dev.kith.kv.http;
  exports dev.kith.kv.msgpack;
  exports dev.kith.kv.signed;
  exports dev.kith.kv.sqlite;
  exports dev.kith.kv.store;
  exports dev.kith.kv.wire;
}
