package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes a node name eight contacts at the address of a victim, very near to the target, to whoever
/// looks for nodes.
final class Pointer implements PacketGate {
  private static final int NAMED = 8;

  private final Address victim;
  private final RandomGenerator random;
  private final Map<Bytes, NodeId> targets = new HashMap<>(); // by transaction

  Pointer(Address victim, RandomGenerator random) {
    this.victim = victim;
    this.random = random;
  }

  @Override
  public @Nullable Packet arrived(Endpoint from, Packet packet, int bytes) {
    if (packet instanceof QueryPacket query) {
      Bytes target = query.a().string("target");
      if (target != null) {
        targets.put(query.t(), NodeId.of(target));
      }
    }
    return packet;
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    if (!(packet instanceof ResponsePacket reply)) {
      return packet;
    }
    NodeId target = targets.remove(reply.t());
    if (target == null) {
      return packet;
    }
    List<Contact> named = new ArrayList<>();
    for (int i = 0; i < NAMED; i++) {
      NodeId near = target.flipped(140 + random.nextInt(20)).flipped(159 - i);
      named.add(new Contact(near, new Endpoint(victim, 1_024 + random.nextInt(60_000))));
    }
    var r = reply.r().with("nodes", new BString(CompactNodes.encode(named, Family.V4)));
    return new ResponsePacket(reply.t(), r, reply.v(), reply.ip(), reply.readOnly());
  }
}
