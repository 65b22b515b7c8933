package dev.kith.mainline.sim;

import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.ResponsePacket;

/// Makes a node serve values that nobody stored, for newer than any other.
final class Liar implements PacketGate {
  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    if (!(packet instanceof ResponsePacket reply) || !reply.r().has("v")) {
      return packet;
    }
    var r = reply.r().with("v", BString.of("a lie"));
    if (r.has("seq")) {
      r = r.with("seq", new BInteger(r.integer("seq", 0) + 1));
    }
    return new ResponsePacket(reply.t(), r, reply.v(), reply.ip(), reply.readOnly());
  }
}
