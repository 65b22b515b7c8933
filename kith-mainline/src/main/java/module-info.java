/// The BitTorrent mainline DHT.
@org.jspecify.annotations.NullMarked
module dev.kith.mainline {
  requires transitive dev.kith.core;
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
}
