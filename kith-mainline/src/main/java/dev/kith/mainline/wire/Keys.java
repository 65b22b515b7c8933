package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;

/// The keys that are written, as bytes, made once.
final class Keys {
  static final Bytes A = Bytes.utf8("a");
  static final Bytes BF_PEERS = Bytes.utf8("BFpe");
  static final Bytes BF_SEEDS = Bytes.utf8("BFsd");
  static final Bytes E = Bytes.utf8("e");
  static final Bytes ID = Bytes.utf8("id");
  static final Bytes INTERVAL = Bytes.utf8("interval");
  static final Bytes IP = Bytes.utf8("ip");
  static final Bytes K = Bytes.utf8("k");
  static final Bytes NODES = Bytes.utf8(Family.V4.nodesKey());
  static final Bytes NODES6 = Bytes.utf8(Family.V6.nodesKey());
  static final Bytes NUM = Bytes.utf8("num");
  static final Bytes Q = Bytes.utf8("q");
  static final Bytes R = Bytes.utf8("r");
  static final Bytes RO = Bytes.utf8("ro");
  static final Bytes SAMPLES = Bytes.utf8("samples");
  static final Bytes SEQ = Bytes.utf8("seq");
  static final Bytes SIG = Bytes.utf8("sig");
  static final Bytes T = Bytes.utf8("t");
  static final Bytes TOKEN = Bytes.utf8("token");
  static final Bytes V = Bytes.utf8("v");
  static final Bytes VALUES = Bytes.utf8("values");
  static final Bytes Y = Bytes.utf8("y");

  private Keys() {}
}
