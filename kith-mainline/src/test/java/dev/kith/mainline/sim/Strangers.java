package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Any number of clients of one node, each at an address of its own, none of whom is there to
/// answer. What the node sends them is overheard at its gate.
final class Strangers implements PacketGate {
  /// The transaction id of datagrams made elsewhere.
  static final Bytes RAW = Bytes.utf8("raw");

  private final MainlineWorld net;
  private final Resident node;
  private final SimHost origin;
  private final Map<Bytes, Packet> replies = new HashMap<>();
  private int number;

  Strangers(MainlineWorld net, Resident node) {
    this.net = net;
    this.node = node;
    this.origin = net.world().host();
    node.gate(this);
  }

  /// Sends a query and returns its transaction id.
  Bytes send(Endpoint from, String method, BDict a) {
    Bytes t = nextTransaction();
    Bytes datagram = KrpcCodec.encode(QueryPacket.of(t, method, a));
    net.world().forge(origin, from, node.endpoint(), datagram);
    return t;
  }

  /// Sends a query and returns the reply, `null` if none comes within three seconds.
  @Nullable Packet ask(Endpoint from, String method, BDict a) {
    Bytes t = send(from, method, a);
    net.run(Duration.ofSeconds(3));
    return reply(t);
  }

  /// The code of the error that answers a query, 0 if it is none.
  int errorTo(Endpoint from, String method, BDict a) {
    return ask(from, method, a) instanceof ErrorPacket error ? error.code() : 0;
  }

  /// The code of the error that answers a datagram with the transaction id [#RAW], 0 if it is none.
  int errorToRaw(Endpoint from, Bytes datagram) {
    net.world().forge(origin, from, node.endpoint(), datagram);
    net.run(Duration.ofSeconds(3));
    return reply(RAW) instanceof ErrorPacket error ? error.code() : 0;
  }

  /// Takes the reply to the query with transaction id `t`, `null` if none has come.
  @Nullable Packet reply(Bytes t) {
    return replies.remove(t);
  }

  /// Forgets all replies nobody took.
  void forget() {
    replies.clear();
  }

  /// The token in the reply to the query with transaction id `t`, `null` if there is none.
  @Nullable Bytes token(Bytes t) {
    return reply(t) instanceof ResponsePacket reply ? reply.r().string("token") : null;
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    if (!(packet instanceof QueryPacket)) {
      replies.put(packet.t().compact(), packet);
    }
    return packet;
  }

  private Bytes nextTransaction() {
    int t = number++;
    return Bytes.wrap(
        new byte[] {(byte) (t >>> 24), (byte) (t >>> 16), (byte) (t >>> 8), (byte) t});
  }
}
