/// The BitTorrent mainline DHT.
@org.jspecify.annotations.NullMarked
module dev.kith.mainline {
  requires transitive dev.kith.core;
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;

  exports dev.kith.mainline;
  exports dev.kith.mainline.bencode;
  exports dev.kith.mainline.crypto;
  exports dev.kith.mainline.id;
  exports dev.kith.mainline.item;
  exports dev.kith.mainline.krpc;
  exports dev.kith.mainline.store;
  exports dev.kith.mainline.wire;
}
