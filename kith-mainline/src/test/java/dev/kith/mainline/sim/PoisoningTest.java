package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.SimHost;
import dev.kith.sim.link.Delay;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What strangers can make of a node's routing table.
class PoisoningTest {
  private static final Link NEAR = Link.of(Delay.constant(Duration.ofMillis(2)));

  private final RandomGenerator random = new SplittableRandom(Seed.current());

  @Test
  void a_million_unsolicited_packets_bring_nobody_in_and_drive_nobody_out() {
    MainlineWorld net =
        MainlineWorld.of("PoisoningTest#a_million*", Link.standard())
            .with(options -> options.republish(false))
            .grow(100);
    Resident node = net.any();
    SimHost attacker = net.world().host();
    List<Contact> good = net.world().await(node.contacts());
    long added = node.events().added();

    for (int step = 0; step < 10_000; step++) {
      for (int i = 0; i < 100; i++) {
        Contact known = good.get(random.nextInt(good.size()));
        Forged forged = forge(i, node, known);
        net.world().forge(attacker, forged.from, node.endpoint(), KrpcCodec.encode(forged.packet));
      }
      net.run(Duration.ofMillis(10));
    }

    List<Contact> after = net.world().await(node.contacts());
    System.out.printf(
        "%d contacts before, %d after a million packets%n", good.size(), after.size());
    assertThat(good).hasSizeGreaterThan(20);
    assertThat(after).containsAll(good);
    assertThat(after).isSubsetOf(honest(net));
    assertThat(node.events().removed()).isZero();
    assertThat(node.events().added() - added).isEqualTo(after.size() - good.size());
    assertThat(node.events().broken()).isEmpty();
  }

  private record Forged(Endpoint from, Packet packet) {}

  private Forged forge(int kind, Resident node, Contact known) {
    Bytes id = NodeId.random(20, random).bytes();
    Endpoint nowhere = new Endpoint(Address.v4(0xcb000000 | random.nextInt(1 << 24)), 6_881);
    return switch (kind % 9) {
      case 0 -> new Forged(nowhere, query("ping", id));
      case 1 -> new Forged(nowhere, query("find_node", id));
      case 2 -> new Forged(nowhere, query("ping", known.id().bytes()));
      case 3 -> new Forged(known.endpoint(), query("find_node", id));
      case 4 -> new Forged(nowhere, query("ping", node.id().bytes()));
      case 5 -> new Forged(nowhere, reply(id, nowhere));
      case 6 -> new Forged(known.endpoint(), reply(id, nowhere));
      case 7 -> new Forged(known.endpoint(), reply(known.id().bytes(), nowhere));
      default -> new Forged(known.endpoint(), ErrorPacket.of(transaction(), 201, "gone"));
    };
  }

  private Packet query(String method, Bytes id) {
    BDictBuilder a = BDict.builder().put("id", id);
    return QueryPacket.of(transaction(), method, a.put("target", id).build());
  }

  private Packet reply(Bytes id, Endpoint named) {
    Contact evil = new Contact(NodeId.random(20, random), named);
    BDictBuilder r = BDict.builder().put("id", id);
    r.put("nodes", CompactNodes.encode(List.of(evil), Family.V4));
    return ResponsePacket.of(transaction(), r.build());
  }

  private Bytes transaction() {
    byte[] t = new byte[4];
    random.nextBytes(t);
    return Bytes.wrap(t);
  }

  private static Set<Contact> honest(MainlineWorld net) {
    return net.all().stream().map(Resident::contact).collect(Collectors.toSet());
  }

  @Test
  void nobody_takes_over_the_id_of_a_known_node_though_he_answers_by_it() {
    MainlineWorld net = MainlineWorld.of("PoisoningTest#nobody_takes*", NEAR).grow(60);
    Resident node = net.any();
    List<Contact> good = net.world().await(node.contacts());
    List<Poser> posers = posers(net, 40);

    for (Contact known : good) {
      for (Poser poser : posers) {
        poser.ask(node.endpoint(), known.id());
        net.run(Duration.ofMillis(50));
      }
    }

    List<Contact> after = net.world().await(node.contacts());
    System.out.printf("%d attempts, %d contacts%n", good.size() * posers.size(), after.size());
    assertThat(after).containsAll(good);
    assertThat(after).isSubsetOf(honest(net));
  }

  @Test
  void two_hosts_with_a_hundred_thousand_ids_get_two_places() {
    MainlineWorld net = MainlineWorld.of("PoisoningTest#two_hosts*", NEAR).grow(60);
    Resident node = net.any();
    List<Contact> good = net.world().await(node.contacts());

    List<Contact> after = besiege(net, node, posers(net, 2), 100_000);

    assertThat(after).containsAll(good);
    assertThat(after).filteredOn(contact -> !honest(net).contains(contact)).hasSizeBetween(1, 2);
  }

  @Test
  void a_block_of_hosts_gets_ten_places() {
    MainlineWorld net = MainlineWorld.of("PoisoningTest#a_block*", NEAR).grow(60);
    Resident node = net.any();
    List<Contact> good = net.world().await(node.contacts());
    List<Poser> block = new ArrayList<>();
    for (int host = 1; host < 255; host++) {
      Address address = Address.v4(0xc6336400 | host);
      block.add(new Poser(net.world().newHost().address(address).build(), net.target()));
    }

    List<Contact> after = besiege(net, node, block, 25_400);

    assertThat(after).containsAll(good);
    assertThat(after).filteredOn(contact -> !honest(net).contains(contact)).hasSizeBetween(2, 10);
  }

  private static List<Poser> posers(MainlineWorld net, int count) {
    List<Poser> posers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      posers.add(new Poser(net.world().host(), net.target()));
    }
    return posers;
  }

  // Every poser asks in turn, each time under another id, half of these near the node's own.
  private static List<Contact> besiege(
      MainlineWorld net, Resident node, List<Poser> posers, int times) {
    for (int i = 0; i < times; i++) {
      int bits = (i & 1) == 0 ? 0 : 4 + i % 40;
      NodeId alias = node.id().randomInRange(bits, net.random());
      posers.get(i % posers.size()).ask(node.endpoint(), alias);
      net.run(Duration.ofMillis(5));
    }
    net.run(Duration.ofSeconds(5));
    List<Contact> contacts = net.world().await(node.contacts());
    Set<Contact> honest = honest(net);
    long places = contacts.stream().filter(contact -> !honest.contains(contact)).count();
    System.out.printf("%,d ids of %d hosts got %d places%n", times, posers.size(), places);
    return contacts;
  }
}
