package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// When a lookup ends, and when it does not yet, under virtual time.
class KRpcLookupEndTest {
  private static final NodeId TARGET = id("ff");
  private static final KRpcQuery FIND = KRpcQuery.of("find");

  private final World world = World.seeded(7);

  private KRpc opened(KRpcOptions.Builder options) {
    SimHost host = world.host();
    return KRpc.openOn(host.loop(), options.listen(host.endpoint(6881)).build());
  }

  private Answerer silent() {
    Answerer silent = new Answerer(world.host());
    silent.silent = true;
    return silent;
  }

  @Test
  void a_closest_whose_nodes_have_all_answered_does_not_wait_for_the_queries_of_others() {
    Answerer alive = new Answerer(world.host());
    Answerer silent = silent();
    KRpc krpc = opened(KRpcOptions.builder().nodes(alive.contact.endpoint()).concurrency(1));
    CompletableFuture<Integer> closest = krpc.closest(TARGET, FIND, reply -> true);
    world.runUntil(() -> alive.asked.size() == 1, Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      var _ = krpc.query(silent.contact.endpoint(), KRpcQuery.of("other"));
    }

    world.run(Duration.ofSeconds(1));

    assertThat(closest).isCompletedWithValue(1);
  }

  @Test
  void a_populate_whose_nodes_have_all_answered_ends_though_others_are_busy() {
    Answerer alive = new Answerer(world.host());
    Answerer silent = silent();
    KRpc krpc = opened(KRpcOptions.builder().nodes(alive.contact.endpoint()));
    CompletableFuture<Integer> populate = krpc.populate(TARGET, FIND);
    world.runUntil(() -> alive.asked.size() == 1, Duration.ofSeconds(1));
    for (int i = 0; i < krpc.options().backgroundConcurrency(); i++) {
      var _ = krpc.query(silent.contact.endpoint(), KRpcQuery.of("other"));
    }

    world.run(Duration.ofSeconds(1));

    assertThat(populate).isCompletedWithValue(1);
  }

  @Test
  void a_stream_ends_though_it_is_full_of_unread_replies() {
    List<Answerer> peers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      peers.add(new Answerer(world.host()));
    }
    List<Contact> all = peers.stream().map(peer -> peer.contact).toList();
    peers.forEach(peer -> peer.names = all);
    KRpc krpc = opened(KRpcOptions.builder().nodes(all.get(0).endpoint()).k(64));
    Query<KRpcReply, Integer> replies = krpc.closest(TARGET, FIND);

    world.run(Duration.ofMinutes(1));

    assertThat(replies.summary()).isCompletedWithValue(64);
  }

  @Test
  void the_silent_are_given_up_early_though_they_hold_every_slot() {
    Answerer alive = new Answerer(world.host());
    KRpc krpc = opened(KRpcOptions.builder().concurrency(4));
    for (int i = 0; i < 20; i++) { // so that it knows how soon an answer comes
      world.await(krpc.query(alive.contact.endpoint(), FIND));
    }
    world.await(krpc.clear());
    for (int i = 0; i < 4; i++) {
      world.await(krpc.nodes().add(silent().contact));
    }
    Duration before = world.elapsed();

    int count = world.await(krpc.closest(TARGET, FIND, reply -> true));

    assertThat(count).isZero();
    assertThat(world.elapsed().minus(before)).isLessThan(krpc.options().timeout());
  }

  @Test
  void the_bootstrap_nodes_are_asked_when_the_table_proves_dead() {
    Answerer alive = new Answerer(world.host());
    KRpc krpc = opened(KRpcOptions.builder().nodes(alive.contact.endpoint()));
    world.await(krpc.nodes().add(silent().contact));

    int count = world.await(krpc.closest(TARGET, FIND, reply -> true));

    assertThat(count).isEqualTo(1);
    assertThat(alive.asked).hasSize(1);
  }

  @Test
  void the_rest_of_the_table_is_asked_when_the_nearest_in_it_prove_dead() {
    KRpc krpc = opened(KRpcOptions.builder().id(id("00")).k(2).concurrency(2));
    for (String dead : List.of("f0", "c0", "40", "60")) {
      Answerer silent = new Answerer(world.host(), id(dead));
      silent.silent = true;
      assertThat(world.await(krpc.nodes().add(silent.contact))).isTrue();
    }
    Answerer alive = new Answerer(world.host(), id("20"));
    assertThat(world.await(krpc.nodes().add(alive.contact))).isTrue();

    int count = world.await(krpc.closest(TARGET, FIND, reply -> true));

    assertThat(count).isEqualTo(1);
  }

  @Test
  void nobody_is_asked_twice_though_all_prove_dead() {
    List<Answerer> dead = new ArrayList<>();
    KRpc krpc = opened(KRpcOptions.builder().id(id("00")).k(2).concurrency(2));
    for (String each : List.of("f0", "c0", "40", "60", "20")) {
      Answerer silent = new Answerer(world.host(), id(each));
      silent.silent = true;
      dead.add(silent);
      assertThat(world.await(krpc.nodes().add(silent.contact))).isTrue();
    }

    int count = world.await(krpc.closest(TARGET, FIND, reply -> true));

    assertThat(count).isZero();
    assertThat(dead).allMatch(each -> each.asked.size() == 1);
  }

  private static NodeId id(String pair) {
    return NodeId.hex(pair.repeat(20));
  }
}
