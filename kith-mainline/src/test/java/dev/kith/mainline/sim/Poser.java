package dev.kith.mainline.sim;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A host that asks under whatever id it likes, and answers every query under the one it used last.
final class Poser implements Inbox<Packet> {
  private final Wire<Packet> wire;
  private final Endpoint endpoint;
  private NodeId id;

  Poser(SimHost host, NodeId id) {
    this.endpoint = host.endpoint(MainlineWorld.PORT);
    this.id = id;
    try {
      this.wire = host.loop().open(endpoint, new KrpcCodec(), this);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  NodeId id() {
    return id;
  }

  /// Asks `node` for nodes, as `alias`.
  void ask(Endpoint node, NodeId alias) {
    id = alias;
    BDict a =
        BDict.builder().put("id", alias.bytes()).put("target", alias.flipped(0).bytes()).build();
    wire.send(node, QueryPacket.of(alias.bytes().slice(0, 4), "find_node", a));
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return true;
  }

  @Override
  public void received(Endpoint from, Packet message, int bytes) {
    if (message instanceof QueryPacket query) {
      BDict r = BDict.builder().put("id", id.bytes()).build();
      wire.send(from, ResponsePacket.of(query.t(), r));
    }
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {}
}
