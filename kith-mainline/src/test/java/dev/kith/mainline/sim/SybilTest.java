package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A crowd of false nodes nearer to a key than any honest one: they answer and take what is put,
/// but keep it to themselves, and name nobody but each other.
class SybilTest {
  @Test
  void what_is_put_beside_forty_sybils_is_found_in_a_thousand_nodes() {
    surround("what_is_put*", 1_000, 40, 4, 75);
  }

  @Test
  void what_is_put_beside_a_hundred_sybils_is_found() {
    surround("what_is_put_beside_a_hundred*", 500, 100, 3, 40);
  }

  @Test
  @Tag("soak") // ten thousand nodes join by themselves
  void what_is_put_beside_forty_sybils_is_found_in_ten_thousand_nodes() {
    surround("what_is_put*", 10_000, 40, 5, 200);
  }

  private static void surround(String scenario, int nodes, int crowd, int keys, int readersPerKey) {
    MainlineWorld net =
        MainlineWorld.of("SybilTest#" + scenario, Link.standard())
            .with(options -> options.republish(false))
            .grow(nodes);
    int reads = 0;
    int found = 0;
    for (int key = 0; key < keys; key++) {
      ImmutableItem item = ImmutableItem.of(BString.of("item " + key));
      List<Resident> honest = net.all();
      List<Resident> sybils = join(net, item.target(), crowd);
      net.run(Duration.ofMinutes(5)); // everybody near has met them
      Resident author = honest.get(net.random().nextInt(honest.size()));
      var report = net.world().await(author.node().put(item));

      List<CompletableFuture<Boolean>> gets = new ArrayList<>();
      for (int i = 0; i < readersPerKey; i++) {
        Resident reader = honest.get(net.random().nextInt(honest.size()));
        gets.add(reader.node().get(item.target()).thenApply(got -> got.item().isPresent()));
      }
      net.world().await(CompletableFuture.allOf(gets.toArray(CompletableFuture[]::new)));
      int hits = (int) gets.stream().filter(CompletableFuture::resultNow).count();
      System.out.printf("%s, found by %d of %d%n", report, hits, gets.size());
      found += hits;
      reads += gets.size();
      sybils.forEach(net::kill);
    }

    System.out.printf("%d nodes, %d sybils: %d of %d gets found%n", nodes, crowd, found, reads);
    assertThat((double) found / reads).isGreaterThanOrEqualTo(0.99);
  }

  // Nodes whose ids share forty bits with the target: no honest node is so near.
  private static List<Resident> join(MainlineWorld net, NodeId target, int count) {
    List<Contact> crowd = new ArrayList<>();
    List<Resident> sybils = new ArrayList<>();
    List<CompletableFuture<?>> joins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NodeId id = target.randomInRange(40, net.random());
      Resident sybil = net.add(id, new Conspiracy(crowd, net.random()));
      crowd.add(sybil.contact());
      sybils.add(sybil);
      joins.add(sybil.joined());
    }
    net.world().await(CompletableFuture.allOf(joins.toArray(CompletableFuture[]::new)));
    return sybils;
  }

  /// Names only its own, and gives nothing out.
  private record Conspiracy(List<Contact> crowd, RandomGenerator random) implements PacketGate {
    @Override
    public Packet leaving(Endpoint to, Packet packet) {
      if (!(packet instanceof ResponsePacket reply) || !reply.r().has("nodes")) {
        return packet;
      }
      List<Contact> named = new ArrayList<>();
      for (int i = 0; i < Math.min(8, crowd.size()); i++) {
        named.add(crowd.get(random.nextInt(crowd.size())));
      }
      BDict r =
          reply.r().without("v").with("nodes", new BString(CompactNodes.encode(named, Family.V4)));
      return ResponsePacket.of(reply.t(), r);
    }
  }
}
