package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.observe.Event;
import dev.kith.kv.Found;
import dev.kith.kv.FoundNodes;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.KvStatus;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.sim.SimHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network that falls apart into halves for an hour: longer than anyone keeps contacts that do
/// not answer.
final class PartitionTest {
  private static final int K = 8;
  private static final int KEYS = 20;

  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void halves_work_for_themselves_and_grow_together_again_within_two_refreshes(int nodes) {
    KvWorld net =
        KvWorld.of("PartitionTest#halves_work*").with(options -> options.ksize(K)).grow(nodes);
    net.world().run(Duration.ofMinutes(5));
    List<NodeId> keys = new ArrayList<>(set(net, net.all()));

    net.world().part(host -> host.index() % 2);
    net.world().run(Duration.ofHours(1));
    keys.addAll(set(net, onSide(net, 0)));
    keys.addAll(set(net, onSide(net, 1)));
    net.world().heal();
    net.world().run(Duration.ofHours(2));

    int exact = 0;
    for (Resident searcher : net.all()) {
      NodeId target = net.target();
      FoundNodes found = net.world().await(searcher.node().findNodes(target));
      List<NodeId> ids = found.contacts().stream().map(Contact::id).toList();
      assertThat(ids).startsWith(net.nearest(target, 1, searcher).getFirst());
      exact += ids.equals(net.nearest(target, K, searcher)) ? 1 : 0;
    }
    System.out.printf("%d nodes whole again: %d lookups exact%n", nodes, exact);
    assertThat(exact).isGreaterThanOrEqualTo(99 * nodes / 100);
    for (NodeId key : keys) {
      for (Resident reader : net.some(3)) {
        Found found = net.world().await(reader.node().getDigest(key));
        assertThat(found.value()).contains(new MsgValue.Str(key.toHex()));
      }
    }
  }

  @Test
  void a_node_cut_off_from_all_it_knows_is_unreachable_and_joined_when_that_is_over() {
    KvWorld net = KvWorld.of("PartitionTest#a_node_cut_off*").grow(20);
    Resident node = net.any();

    net.world().part(host -> host == node.host() ? 1 : 0);
    net.world().run(Duration.ofMinutes(20));
    KvStatus during = net.world().await(node.node().status());
    net.world().heal();
    net.world().run(Duration.ofMinutes(6));
    KvStatus after = net.world().await(node.node().status());

    assertThat(during.health()).isEqualTo("unreachable");
    assertThat(during.contacts()).isGreaterThan(8);
    assertThat(after.health()).isEqualTo("joined");
  }

  @Test
  void quiet_nodes_that_ask_after_some_who_are_gone_do_not_say_that_they_are_unreachable() {
    KvWorld net = KvWorld.of("PartitionTest#quiet_nodes*").grow(20);
    List<Resident> gone = List.copyOf(net.some(4));
    List<Resident> staying = net.all().stream().filter(each -> !gone.contains(each)).toList();

    gone.forEach(each -> each.host().crash());
    Set<String> told = new TreeSet<>();
    for (int minute = 0; minute < 90; minute++) {
      net.world().run(Duration.ofMinutes(1));
      for (Resident node : staying) {
        told.add(net.world().await(node.node().status()).health());
      }
    }

    assertThat(told).containsExactly("joined");
  }

  private static List<NodeId> set(KvWorld net, List<Resident> publishers) {
    List<NodeId> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      NodeId key = net.target();
      Resident publisher = publishers.get(net.random().nextInt(publishers.size()));
      var report =
          net.world().await(publisher.node().setDigest(key, new MsgValue.Str(key.toHex())));
      assertThat(report.isStored()).isTrue();
      keys.add(key);
    }
    return keys;
  }

  private static List<Resident> onSide(KvWorld net, int side) {
    return net.all().stream().filter(each -> each.host().index() % 2 == side).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void one_node_of_a_few_that_leaves_makes_nobody_believe_to_be_cut_off(int nodes) {
    KvWorld net = KvWorld.of("PartitionTest#one_node_of_a_few*").grow(nodes);
    net.world().run(Duration.ofMinutes(30));
    net.kill(net.any());

    int cutOff = 0;
    for (int i = 0; i < 360; i++) {
      net.world().run(Duration.ofSeconds(10));
      for (Resident each : net.all()) {
        String health = net.world().await(each.node().status()).health();
        cutOff += health.equals("joined") ? 0 : 1;
      }
    }

    assertThat(cutOff).isZero();
  }

  @Test
  void a_node_closed_while_it_joins_says_nothing_more_of_its_health() {
    KvWorld net = KvWorld.of("PartitionTest#a_node_closed*");
    SimHost host = net.world().host();
    List<Event> said = new ArrayList<>();
    KvOptions options =
        KvOptions.builder()
            .listen(host.endpoint(Resident.PORT))
            .bootstrap(net.world().host().endpoint(Resident.PORT))
            .observer(said::add)
            .build();
    KvNode node = net.world().await(KvNode.startOn(host.loop(), options));
    net.world().run(Duration.ofMillis(100));
    said.clear();

    node.close();
    net.world().run(Duration.ofMinutes(1));

    assertThat(said).noneMatch(Event.HealthChanged.class::isInstance);
  }
}
