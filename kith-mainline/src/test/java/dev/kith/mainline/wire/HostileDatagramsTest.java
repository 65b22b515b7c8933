package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever the bytes: a message or a complaint, and nothing else.
final class HostileDatagramsTest {
  private static final int LARGEST = 4_096;

  private final KrpcCodec codec = new KrpcCodec();
  private int packets;

  @Test
  void a_million_spoiled_datagrams_are_messages_or_malformed() {
    spoil(1_000_000);
  }

  @Test
  @Tag("soak")
  void ten_million_spoiled_datagrams_are_messages_or_malformed() {
    spoil(10_000_000);
  }

  @Test
  void noise_is_malformed_or_a_message() {
    Property.forAll(Gen.bytes(0, 300)).tries(20_000).check(bytes -> read(bytes, bytes.length));
  }

  private void spoil(int times) {
    List<byte[]> samples = KrpcCodecTest.all().map(Bytes::toArray).toList();
    Mutations mutations = Mutations.of(samples, LARGEST);
    RandomGenerator random = Seed.random();
    byte[] datagram = new byte[LARGEST];

    for (int i = 0; i < times; i++) {
      int length = mutations.next(random, datagram);
      try {
        read(datagram, length);
      } catch (RuntimeException | AssertionError escaped) {
        throw new AssertionError("datagram " + Bytes.copyOf(datagram, 0, length), escaped);
      }
    }

    // Not all are spoiled beyond recognition, or this would test the first byte only.
    assertThat(packets).isBetween(times / 20, times);
  }

  /// Does everything to a datagram that a node does before deciding anything.
  private void read(byte[] datagram, int length) {
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
