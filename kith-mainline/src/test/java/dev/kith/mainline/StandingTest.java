package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.id.SecureIds;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.krpc.KRpc;
import dev.kith.mainline.krpc.KRpcOptions;
import dev.kith.mainline.krpc.KRpcQuery;
import dev.kith.sim.NatGate;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.link.NatKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How a node stands towards the others (BEP 32, 42, 43, 45), in a simulated world.
class StandingTest {
  @Test
  void on_the_public_network_a_reachable_node_begins_read_only_and_then_serves() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(1), 40);
    SimHost host = network.world.host();
    Mainline node = network.add(host, options -> options.publicNetwork(true));

    assertThat(network.home(node).readOnly()).isTrue();
    network.world.run(Duration.ofMinutes(11));

    NodeStatus.Home home = network.home(node);
    assertThat(home.external()).contains(host.endpoint(SimulatedNetwork.PORT));
    assertThat(SecureIds.fits(home.id(), host.address())).isTrue();
    assertThat(home.readOnly()).isFalse();
    assertThat(knowers(network, home)).isNotEmpty();
  }

  @Test
  void behind_a_nat_that_lets_nobody_in_it_stays_read_only_and_is_nobodys_contact() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(2), 40);
    NatGate nat = network.world.nat(NatKind.PORT_RESTRICTED, Duration.ofMinutes(1));
    SimHost host = network.world.newHost().behind(nat).build();
    Mainline node = network.add(host, options -> options.publicNetwork(true));

    network.world.run(Duration.ofMinutes(11));

    NodeStatus.Home home = network.home(node);
    assertThat(home.readOnly()).isTrue();
    assertThat(home.contacts()).isGreaterThan(8);
    assertThat(knowers(network, home)).isEmpty();
  }

  @Test
  void a_read_only_node_answers_nobody_but_can_use_the_network() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(3), 12);
    SimHost host = network.world.host();
    Mainline node = network.add(host, options -> options.readOnly(true));
    ImmutableItem item = ImmutableItem.of(new BString(Bytes.utf8("from afar")));

    assertThat(network.world.await(node.put(item)).acknowledged()).isGreaterThanOrEqualTo(8);
    assertThat(network.world.await(network.nodes.get(4).get(item.target())).item()).contains(item);
    assertThatThrownBy(
            () ->
                network.world.await(
                    network.nodes.get(3).ping(host.endpoint(SimulatedNetwork.PORT))))
        .hasRootCauseInstanceOf(MainlineException.NoReply.class);
  }

  @Test
  void with_secure_ids_required_nothing_is_stored_where_the_id_does_not_fit() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(4), 3);
    for (int i = 0; i < 12; i++) {
      SimHost host = network.world.host();
      NodeId fitting = SecureIds.random(host.address(), host.loop().random());
      network.add(host, options -> options.id(fitting));
    }
    Mainline strict = network.add(network.world.host(), options -> options.requireSecureIds(true));

    StoreReport report =
        network.world.await(strict.put(ImmutableItem.of(new BString(Bytes.utf8("safe")))));

    assertThat(report.acknowledged()).isBetween(8, 12);
    assertThat(network.world.await(network.nodes.get(0).status()).items())
        .as("items on a node with a random id")
        .isZero();
  }

  @Test
  void a_restarted_node_rejoins_from_what_it_saved_without_bootstrap_nodes() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(5), 20);
    SimHost host = network.hosts.get(7);
    NodeId id = network.home(network.nodes.get(7)).id();
    network.world.run(Duration.ofMinutes(6));
    host.crash();
    network.world.run(Duration.ofMinutes(1));
    host.restart();

    Mainline again =
        network.world.await(
            Mainline.startOn(
                host.loop(),
                MainlineOptions.builder().listen(host.endpoint(SimulatedNetwork.PORT)).build()));
    NodeStatus status = network.world.await(again.joined());

    assertThat(status.health()).isEqualTo("joined");
    assertThat(status.homes().get(0).id()).isEqualTo(id);
    assertThat(status.homes().get(0).contacts()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void a_node_told_of_others_that_do_not_answer_is_unreachable_until_they_do() {
    World world = World.seeded(7);
    SimHost later = world.host();
    SimHost host = world.host();
    Mainline node = start(world, host, later.endpoint(SimulatedNetwork.PORT));
    Mainline alone = start(world, world.host());
    assertThat(world.await(node.status()).health()).isEqualTo("bootstrapping");
    world.run(Duration.ofMinutes(1));
    assertThat(world.await(node.status()).health()).isEqualTo("unreachable");
    assertThat(world.await(alone.status()).health()).isEqualTo("alone");

    start(world, later);
    world.run(Duration.ofMinutes(6));

    assertThat(world.await(node.status()).health()).isEqualTo("joined");
  }

  @Test
  void a_node_says_that_it_has_joined_when_it_has_found_its_place_and_not_at_the_first_answer() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(10), 20);
    List<String> told = new ArrayList<>();
    Observer observer =
        event -> {
          if (event instanceof Event.HealthChanged(String state, String detail)) {
            told.add(state + ": " + detail);
          }
        };

    network.add(network.world.host(), options -> options.observer(observer));
    network.world.run(Duration.ofMinutes(1));

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).isEqualTo("bootstrapping: looking for other nodes");
    assertThat(told.getLast()).matches("joined: knows (9|1.|20) nodes");
  }

  @Test
  void a_node_cut_off_from_all_it_knows_is_unreachable_and_joined_when_that_is_over() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(8), 20);
    Mainline node = network.nodes.get(7);
    network.world.part(host -> host == network.hosts.get(7) ? 1 : 0);
    network.world.run(Duration.ofMinutes(20));
    assertThat(network.world.await(node.status()).health()).isEqualTo("unreachable");
    assertThat(network.home(node).contacts()).isGreaterThan(8);

    network.world.heal();
    network.world.run(Duration.ofMinutes(6));

    assertThat(network.world.await(node.status()).health()).isEqualTo("joined");
  }

  @Test
  void a_node_restarted_during_an_outage_rejoins_from_what_it_saved_when_that_is_over() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(9), 20);
    SimHost host = network.hosts.get(7);
    network.world.run(Duration.ofMinutes(6));
    host.crash();
    network.world.part(each -> each == host ? 1 : 0);
    host.restart();
    Mainline again = start(network.world, host);
    network.world.run(Duration.ofMinutes(2));
    assertThat(network.world.await(again.status()).health()).isEqualTo("unreachable");

    network.world.heal();
    network.world.run(Duration.ofMinutes(6));

    assertThat(network.world.await(again.status()).health()).isEqualTo("joined");
  }

  @Test
  void two_families_are_two_networks_of_one_node() {
    World world = World.seeded(6);
    SimHost first = world.host();
    Endpoint four = first.endpoint(6881);
    Endpoint six = new Endpoint(first.address6(), 6881);
    Mainline both =
        world.await(
            Mainline.startOn(first.loop(), MainlineOptions.builder().listen(four, six).build()));
    Mainline[] others = new Mainline[10];
    for (int i = 0; i < others.length; i++) {
      SimHost host = world.host();
      MainlineOptions options =
          (i % 2 == 0
                  ? MainlineOptions.builder().listen(host.endpoint(6881)).bootstrap(four)
                  : MainlineOptions.builder()
                      .listen(new Endpoint(host.address6(), 6881))
                      .bootstrap(six))
              .build();
      others[i] = world.await(Mainline.startOn(host.loop(), options));
      world.await(others[i].joined());
    }
    world.run(Duration.ofMinutes(1));
    NodeId torrent = NodeId.hex("31".repeat(20));

    StoreReport report = world.await(both.announce(torrent, 4000, false));

    assertThat(report.acknowledged()).isEqualTo(10);
    for (int i = 0; i < others.length; i++) {
      var peers = others[i].peers(torrent);
      world.await(peers.summary());
      assertThat(peers.poll())
          .contains(new Endpoint(i % 2 == 0 ? first.address() : first.address6(), 4000));
    }
    assertThat(world.await(both.contacts())).extracting(Contact::endpoint).hasSize(10);
  }

  private static Mainline start(World world, SimHost host, Endpoint... bootstrap) {
    MainlineOptions options =
        MainlineOptions.builder()
            .listen(host.endpoint(SimulatedNetwork.PORT))
            .bootstrap(bootstrap)
            .build();
    return world.await(Mainline.startOn(host.loop(), options));
  }

  private static List<Mainline> knowers(SimulatedNetwork network, NodeStatus.Home home) {
    return network.nodes.stream()
        .filter(
            node ->
                network.world.await(node.contacts()).stream()
                    .anyMatch(contact -> contact.id().equals(home.id())))
        .toList();
  }

  @Test
  void a_full_store_keeps_what_is_nearest_to_the_id_the_node_has_now() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(1), 40);
    SimHost host = network.world.host();
    Mainline node = network.add(host, options -> options.publicNetwork(true).mostItems(4));
    network.world.run(Duration.ofMinutes(11));
    NodeStatus.Home home = network.home(node);
    assertThat(home.readOnly()).isFalse();
    List<ImmutableItem> items =
        Stream.iterate(0, i -> i + 1)
            .map(i -> ImmutableItem.of(BString.of("item " + i)))
            .filter(item -> home.id().commonPrefix(item.target()) >= 5)
            .limit(24)
            .toList();
    for (ImmutableItem item : items) {
      network.world.await(network.nodes.get(3).put(item));
      network.world.run(Duration.ofSeconds(30));
    }

    List<NodeId> held = new ArrayList<>();
    SimHost asker = network.world.host();
    KRpc krpc =
        KRpc.openOn(
            asker.loop(),
            KRpcOptions.builder()
                .id(NodeId.hex("11".repeat(20)))
                .listen(asker.endpoint(1))
                .build());
    for (ImmutableItem item : items) {
      BDict a = BDict.builder().put("target", item.target().bytes()).build();
      var reply = krpc.query(host.endpoint(SimulatedNetwork.PORT), new KRpcQuery("get", a));
      if (network.world.await(reply).r().has("v")) {
        held.add(item.target());
      }
      network.world.run(Duration.ofSeconds(2));
    }

    List<NodeId> nearest = new ArrayList<>(items.stream().map(ImmutableItem::target).toList());
    nearest.sort(home.id()::compareDistance);
    assertThat(held).containsExactlyInAnyOrderElementsOf(nearest.subList(0, 4));
  }

  @Test
  void a_node_started_and_closed_while_it_is_offline_still_knows_whom_it_knew() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(9), 20);
    // Behind a NAT the others cannot find it by themselves.
    NatGate nat = network.world.nat(NatKind.PORT_RESTRICTED, Duration.ofMinutes(1));
    SimHost host = network.world.newHost().behind(nat).build();
    network.add(host, options -> options).close();
    network.world.run(Duration.ofMinutes(10));
    host.crash();

    network.world.part(each -> each == host ? 1 : 0);
    host.restart();
    Mainline offline = restarted(network, host);
    network.world.run(Duration.ofMinutes(1));
    offline.close();
    network.world.run(Duration.ofSeconds(5));
    host.crash();
    network.world.heal();
    host.restart();
    Mainline again = restarted(network, host);
    network.world.run(Duration.ofMinutes(10));

    assertThat(network.world.await(again.status()).health()).isEqualTo("joined");
  }

  // Knows nobody but whom it has saved.
  private static Mainline restarted(SimulatedNetwork network, SimHost host) {
    MainlineOptions options =
        MainlineOptions.builder().listen(host.endpoint(SimulatedNetwork.PORT)).build();
    return network.world.await(Mainline.startOn(host.loop(), options));
  }
}
