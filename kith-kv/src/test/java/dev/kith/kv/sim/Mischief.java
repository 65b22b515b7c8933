package dev.kith.kv.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Ledger;
import java.util.List;
import java.util.random.RandomGenerator;

/// Somebody on a host of his own who answers nothing and keeps to no rule: he stores junk, asks for
/// much under the name of a victim, takes the ids of others, sends broken datagrams, overhears
/// requests and answers them before those who were asked.
final class Mischief {
  private static final int FLOOD = 40;
  private static final int ONE_OF = 40;

  private final World world;
  private final Ledger<NodeId, MsgValue> ledger;
  private final SimHost host;
  private final Endpoint self;
  private final SimHost victim;
  private final RandomGenerator random;
  private int junk;

  Mischief(World world, Ledger<NodeId, MsgValue> ledger) {
    this.world = world;
    this.ledger = ledger;
    this.host = world.host();
    this.self = host.endpoint(Resident.PORT);
    this.victim = world.host();
    this.random = SplitMix.split(world.seed(), -0x6d697363L);
  }

  private NodeId any() {
    return NodeId.random(20, random);
  }

  private Endpoint victim() {
    return victim.endpoint(1 + random.nextInt(9_999));
  }

  private void send(Endpoint source, Endpoint to, Request request) {
    world.forge(host, source, to, KvCodec.encode(request));
  }

  /// Does some harm to `one`, or tries; `other` is somebody else.
  void act(Resident one, Resident other) {
    Endpoint to = one.endpoint();
    Bytes id = any().bytes();
    switch (random.nextInt(7)) {
      case 0 -> store(self, to, id);
      case 1 -> store(victim(), to, id);
      case 2 -> send(self, to, new Request.Ping(id, other.id()));
      case 3 -> send(other.endpoint(), to, new Request.Ping(id, any()));
      case 4 -> {
        byte[] datagram = KvCodec.encode(new Request.FindNode(id, any(), any())).toArray();
        datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
        world.forge(host, self, to, Bytes.wrap(datagram));
      }
      case 5 -> flood(to, new Request.FindNode(id, any(), any()));
      default -> {
        List<NodeId> keys = ledger.mustBeFound();
        NodeId key = keys.isEmpty() ? any() : keys.get(random.nextInt(keys.size()));
        flood(to, new Request.FindValue(id, any(), key));
      }
    }
  }

  // Nobody may forbid him to store what nobody else has stored.
  private void store(Endpoint source, Endpoint to, Bytes id) {
    NodeId key = any();
    MsgValue value = new MsgValue.Str("junk " + junk++);
    ledger.offered(key, value, 0);
    send(source, to, new Request.Store(id, any(), key, value));
  }

  private void flood(Endpoint to, Request request) {
    Endpoint source = victim();
    for (int i = 0; i < FLOOD; i++) {
      send(source, to, request);
    }
  }

  /// A node at `asker` has asked somebody at `asked`.
  void overhears(Endpoint asker, Endpoint asked, Request request) {
    if (asked.equals(self)) {
      return; // whoever he answers then has asked him, and may believe him
    }
    switch (random.nextInt(3 * ONE_OF)) {
      case 0 -> answer(self, asker, request.messageId(), request);
      case 1 -> answer(asked, asker, any().bytes(), request);
      default -> {}
    }
  }

  // Under another name, or under the right one but without its secret.
  private void answer(Endpoint source, Endpoint to, Bytes id, Request request) {
    MsgValue lie =
        switch (request) {
          case Request.Store _ -> MsgValue.Bool.TRUE;
          case Request.FindValue _ -> Answer.Hit.plain(new MsgValue.Str("a lie")).map();
          case Request.FindNode _ -> new Answer.Near(List.of(new Contact(any(), self))).toValue();
          case Request.Ping _, Request.Stun _, Request.KnownNodes _, Request.Unknown _ ->
              new Answer.Pong(any()).toValue();
        };
    world.forge(host, source, to, KvCodec.encode(new Response(id, lie)));
  }
}
