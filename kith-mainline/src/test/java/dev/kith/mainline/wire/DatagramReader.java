package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;

/// Reads datagrams of any content and checks what must hold of every one.
final class DatagramReader {
  private final KrpcCodec codec = new KrpcCodec();
  private int packets;

  /// How many datagrams were messages.
  int packets() {
    return packets;
  }

  /// Does everything to a datagram that a node does before deciding anything.
  void read(byte[] datagram, int length) {
    Packet packet;
    try {
      packet = codec.decode(datagram, length);
    } catch (MalformedException expected) {
      assertThat(expected.offset()).isBetween(0, length);
      return;
    }
    packets++;
    switch (packet) {
      case QueryPacket query -> {
        if (Request.parse(query) instanceof Request.Put put) {
          put.item().target();
          put.item().value();
        }
      }
      case ResponsePacket response -> readResults(response.r());
      case ErrorPacket error -> readResults(error.r());
    }
    if (packets % 16 == 0) {
      Bytes encoded = KrpcCodec.encode(packet);
      assertThat(decoded(encoded)).isEqualTo(packet);
      assertThat(KrpcCodec.encode(decoded(encoded))).isEqualTo(encoded);
      PacketExplainer.explain(Bytes.copyOf(datagram, 0, length));
    }
  }

  private static void readResults(BDict r) {
    for (Family family : Family.values()) {
      Bytes nodes = r.string(family.nodesKey());
      if (nodes != null) {
        CompactNodes.decode(nodes, family);
      }
      BList values = r.list("values");
      if (values != null) {
        CompactPeers.decode(values, family);
      }
    }
  }

  private Packet decoded(Bytes datagram) {
    try {
      return codec.decode(datagram.toArray(), datagram.length());
    } catch (MalformedException own) {
      throw new AssertionError("what was encoded cannot be decoded: " + datagram, own);
    }
  }
}
