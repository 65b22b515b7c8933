package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.Pong;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import dev.kith.sim.link.Delay;
import dev.kith.sim.link.Drop;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Replies that somebody else sends: none may count.
class ForgeryTest {
  private static final Link NEAR = Link.of(Delay.constant(Duration.ofMillis(2)));
  private static final int ROUNDS = 10;
  private static final int ASKED = 100;
  private static final int FORGED_PER_ROUND = 25_000;

  private final RandomGenerator random = new SplittableRandom(Seed.current());
  private final Map<Endpoint, Bytes> asked = new LinkedHashMap<>();

  /// What a forger knows or gets wrong.
  enum Forger {
    /// Who was asked; not the transaction id.
    BLIND,
    /// Everything, but cannot send from the port that was asked.
    AT_ANOTHER_PORT,
    /// Everything, but cannot send from the address that was asked.
    AT_ANOTHER_ADDRESS,
    /// Everything, but gets the length of the transaction id wrong.
    CARELESS
  }

  /// A quarter of a million by each forger: a million in all.
  @ParameterizedTest
  @EnumSource
  void no_forged_reply_is_taken_for_an_answer(Forger forger) {
    MainlineWorld net = MainlineWorld.of("ForgeryTest#no_forged_reply*", NEAR).grow(2);
    Resident node = net.any();
    SimHost liar = net.world().host();
    node.gate(listener());
    int accepted = 0;

    for (int round = 0; round < ROUNDS; round++) {
      List<CompletableFuture<Pong>> pings = pingNobody(node, round);
      net.run(Duration.ofMillis(10));
      List<Endpoint> waiting = List.copyOf(asked.keySet());
      for (int i = 0; i < FORGED_PER_ROUND; i++) {
        forge(net, liar, node, forger, waiting.get(i % waiting.size()));
      }
      net.run(Duration.ofSeconds(3));
      assertThat(pings).allMatch(CompletableFuture::isDone);
      accepted += (int) pings.stream().filter(ping -> !ping.isCompletedExceptionally()).count();
    }

    System.out.printf(
        "%,d forged replies by one %s: %d accepted%n", ROUNDS * FORGED_PER_ROUND, forger, accepted);
    assertThat(accepted).isZero();
    assertThat(net.world().await(node.contacts())).hasSize(1);
  }

  private PacketGate listener() {
    return new PacketGate() {
      @Override
      public Packet leaving(Endpoint to, Packet packet) {
        if (packet instanceof QueryPacket query) {
          asked.put(to, query.t());
        }
        return packet;
      }
    };
  }

  // Nobody is there, so only forged replies come.
  private List<CompletableFuture<Pong>> pingNobody(Resident node, int round) {
    asked.clear();
    List<CompletableFuture<Pong>> pings = new ArrayList<>();
    for (int i = 0; i < ASKED; i++) {
      pings.add(
          node.node().ping(new Endpoint(Address.v4(0xcb000000 | round << 16 | i << 8 | 1), 6_881)));
    }
    return pings;
  }

  private void forge(
      MainlineWorld net, SimHost liar, Resident node, Forger forger, Endpoint there) {
    Bytes t = asked.get(there);
    Bytes blind = NodeId.random(20, random).bytes().slice(0, 4);
    Endpoint elsewhere = new Endpoint(Address.v4(0xc6336401), there.port());
    Packet right = reply(t);
    switch (forger) {
      case BLIND -> send(net, liar, there, node, reply(blind));
      case AT_ANOTHER_PORT ->
          send(net, liar, new Endpoint(there.address(), 1 + random.nextInt(6_880)), node, right);
      case AT_ANOTHER_ADDRESS -> send(net, liar, elsewhere, node, right);
      case CARELESS ->
          send(net, liar, there, node, reply(random.nextBoolean() ? t.slice(0, 3) : t.concat(t)));
    }
  }

  private Packet reply(Bytes t) {
    return ResponsePacket.of(
        t, BDict.builder().put("id", NodeId.random(20, random).bytes()).build());
  }

  private static void send(
      MainlineWorld net, SimHost liar, Endpoint from, Resident node, Packet packet) {
    net.world().forge(liar, from, node.endpoint(), KrpcCodec.encode(packet));
  }

  @Test
  void a_datagram_longer_than_a_query_is_read_only_if_it_comes_from_one_who_was_asked() {
    MainlineWorld net = MainlineWorld.of("ForgeryTest#a_datagram_longer*", NEAR).grow(2);
    Resident node = net.any();
    SimHost origin = net.world().host();
    Endpoint friend = Endpoint.parse("203.0.113.9:6881");
    Endpoint stranger = Endpoint.parse("198.51.100.7:6881");
    node.gate(listener());
    CompletableFuture<Pong> pong = node.node().ping(friend);
    net.run(Duration.ofMillis(10));
    BDict r = BDict.builder().put("id", net.target().bytes()).build();
    Packet longReply =
        ResponsePacket.of(
            asked.getOrDefault(friend, Bytes.EMPTY), r.with("x", BString.of("x".repeat(4_000))));
    long refused = net.world().tally().dropped(Drop.REFUSED);

    send(net, origin, stranger, node, longReply);
    net.run(Duration.ofMillis(10));
    assertThat(net.world().tally().dropped(Drop.REFUSED)).isEqualTo(refused + 1);

    send(net, origin, friend, node, longReply);
    net.run(Duration.ofMillis(10));
    assertThat(pong).isCompleted();
    send(net, origin, friend, node, longReply);
    net.run(Duration.ofMillis(10));
    assertThat(net.world().tally().dropped(Drop.REFUSED)).isEqualTo(refused + 2);
  }

  @Test
  void the_reply_of_another_node_than_the_one_asked_is_not_used() {
    MainlineWorld net = MainlineWorld.of("ForgeryTest#the_reply_of*", NEAR).grow(20);
    Resident node = net.any();
    Contact evil = new Contact(net.target(), net.world().host().endpoint(6_881));
    List<Endpoint> sentTo = new ArrayList<>();
    node.gate(
        new PacketGate() {
          @Override
          public Packet arrived(Endpoint from, Packet packet) {
            return packet instanceof ResponsePacket reply ? lie(reply, evil) : packet;
          }

          @Override
          public Packet leaving(Endpoint to, Packet packet) {
            sentTo.add(to);
            return packet;
          }
        });

    FoundNodes found = net.world().await(node.node().findNodes(net.target()));

    assertThat(sentTo).hasSizeGreaterThan(8).doesNotContain(evil.endpoint());
    assertThat(found.nearest()).isEmpty();
    assertThat(net.world().await(node.contacts())).doesNotContain(evil);
  }

  private ResponsePacket lie(ResponsePacket reply, Contact evil) {
    BDict r = BDict.builder().put("id", NodeId.random(20, random).bytes()).build();
    return ResponsePacket.of(
        reply.t(),
        r.toBuilder().put("nodes", CompactNodes.encode(List.of(evil), Family.V4)).build());
  }
}
