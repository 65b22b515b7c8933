package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The paper's rules for keeping a value alive (sections 2.3 and 2.5), each where it shows.
final class RepublishTest {
  private static final MsgValue VALUE = new MsgValue.Str("value");
  private static final MsgValue NEWER = new MsgValue.Str("newer");

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20})
  void one_holder_an_hour_stores_a_value_again_however_many_there_are(int k) {
    KvWorld net = KvWorld.of("RepublishTest#one_holder*").with(o -> o.ksize(k)).grow(60);
    for (int i = 0; i < 50; i++) {
      net.world().await(net.any().node().setDigest(net.target(), VALUE));
    }
    long before = total(net, "store");
    long lookups = total(net, "find_node");

    net.world().run(Duration.ofHours(4).plusMinutes(10));

    double rounds = (total(net, "store") - before) / (50.0 * k * 4);
    System.out.printf("k = %d: %.2f times k stores a value and hour%n", k, rounds);
    assertThat(rounds).isBetween(0.9, 1.25);
    assertThat(total(net, "find_node") - lookups).isLessThan(50L * 4 * k * 60);
  }

  private static long total(KvWorld net, String function) {
    return net.all().stream().mapToLong(each -> each.sent(function)).sum();
  }

  @Test
  void a_holder_that_left_is_made_up_for_within_the_hour_without_the_publisher() {
    KvWorld net = KvWorld.of("RepublishTest#a_holder*").with(o -> o.ksize(5)).grow(40);
    NodeId key = net.target();
    Resident publisher = net.any();
    net.world().await(publisher.node().setDigest(key, VALUE));
    List<Resident> holders = holders(net, key);
    holders.subList(0, 4).forEach(net::kill);
    if (publisher.host().isUp()) {
      net.kill(publisher);
    }

    net.world().run(Duration.ofMinutes(75));

    for (NodeId near : net.nearest(key, 5, net.any())) {
      assertThat(net.resident(near).holds(key)).isTrue();
    }
  }

  private static List<Resident> holders(KvWorld net, NodeId key) {
    return new ArrayList<>(net.all().stream().filter(each -> each.holds(key)).toList());
  }

  @Test
  void a_store_that_comes_twice_leaves_a_primary_copy_what_it_is() {
    KvWorld net = KvWorld.of("RepublishTest#a_store*").with(o -> o.ksize(2)).grow(12);
    NodeId key = net.target();
    RawPeer storer = new RawPeer(net.world().host(), net.target());
    Resident holder = net.add(net.world().host(), key.flipped(0));
    net.world().run(Duration.ofMillis(1)); // it listens, and knows nobody yet
    storer.ask(holder.endpoint(), m -> new Request.Store(m, storer.id(), key, VALUE));
    net.world().await(holder.joined());
    net.world().run(Duration.ofSeconds(10));

    storer.ask(holder.endpoint(), m -> new Request.Store(m, storer.id(), key, VALUE));
    net.world().run(Duration.ofMinutes(75));

    for (NodeId near : net.nearest(key, 2, holder)) {
      assertThat(net.resident(near).holds(key)).isTrue();
    }
  }

  @Test
  void a_value_stored_during_a_republishing_is_not_overwritten_by_it() {
    KvWorld net = KvWorld.of("RepublishTest#a_value_stored*").with(o -> o.ksize(2));
    NodeId key = net.target();
    Resident holder = net.add(net.world().host(), key.flipped(0));
    net.world().await(holder.joined());
    RawPeer near = new RawPeer(net.world().host(), key.flipped(150)).answeringPings();
    near.ask(holder.endpoint(), m -> new Request.Store(m, near.id(), key, VALUE));
    net.world().run(Duration.ofSeconds(3595));
    near.asked().clear();

    near.naming(
        () -> {
          if (near.asked().getLast() instanceof Request.FindNode find
              && find.target().equals(key)) {
            near.ask(holder.endpoint(), m -> new Request.Store(m, near.id(), key, NEWER));
          }
          return List.of();
        });
    net.world().run(Duration.ofSeconds(45));
    Bytes find = near.ask(holder.endpoint(), m -> new Request.FindValue(m, near.id(), key));
    net.world().run(Duration.ofSeconds(3));

    assertThat(near.asked())
        .filteredOn(Request.Store.class::isInstance)
        .isNotEmpty()
        .allMatch(each -> ((Request.Store) each).value().equals(NEWER));
    assertThat(near.answer(find)).isEqualTo(Answer.Hit.plain(NEWER).map());
  }

  @Test
  void values_that_took_the_places_of_others_are_republished_like_any() {
    KvWorld net =
        KvWorld.of("RepublishTest#values_that_took*")
            .with(options -> options.storeOptions(new StoreOptions(10, 1 << 20, 10)));
    Resident holder = net.add();
    net.world().await(holder.joined());
    RawPeer peer = new RawPeer(net.world().host(), net.target()).naming(List::of);
    List<NodeId> nearer = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      NodeId key = holder.id().flipped(i);
      if (i >= 10) {
        nearer.add(key); // the store is full
      }
      peer.ask(holder.endpoint(), m -> new Request.Store(m, peer.id(), key, VALUE));
      net.world().run(Duration.ofSeconds(1));
    }

    net.world().run(Duration.ofMinutes(90));

    assertThat(peer.asked())
        .filteredOn(Request.Store.class::isInstance)
        .extracting(each -> ((Request.Store) each).key())
        .containsAll(nearer);
  }

  @Test
  void a_publisher_sets_its_values_again_every_day_though_all_holders_are_gone() {
    KvWorld net =
        KvWorld.of("RepublishTest#a_publisher*").with(options -> options.ksize(3)).grow(20);
    Resident publisher = net.any();
    NodeId key = NodeId.hex("ff".repeat(20)).distance(publisher.id()); // as far as can be
    net.world().await(publisher.node().setDigest(key, VALUE));

    holders(net, key).forEach(net::kill);
    assertThat(net.world().await(publisher.node().getDigest(key)).value()).isEmpty();
    net.world().run(Duration.ofHours(24).plusMinutes(5));

    assertThat(net.world().await(publisher.node().getDigest(key)).value()).contains(VALUE);
  }

  @Test
  void a_publisher_that_is_told_not_to_does_nothing_of_the_kind() {
    KvWorld net =
        KvWorld.of("RepublishTest#a_publisher_that*")
            .with(options -> options.ksize(3).withoutPublishing())
            .grow(20);
    Resident publisher = net.any();
    NodeId key = NodeId.hex("ff".repeat(20)).distance(publisher.id());
    net.world().await(publisher.node().setDigest(key, VALUE));
    holders(net, key).forEach(net::kill);

    net.world().run(Duration.ofHours(24).plusMinutes(5));

    assertThat(net.world().await(publisher.node().getDigest(key)).value()).isEmpty();
  }

  @Test
  void a_value_that_nobody_stores_again_is_gone_when_its_time_is_over() {
    KvWorld net =
        KvWorld.of("RepublishTest#a_value*")
            .with(
                o ->
                    o.timeToLive(Duration.ofDays(7))
                        .republishInterval(Duration.ofDays(30))
                        .withoutPublishing())
            .grow(10);
    net.world().run(Duration.ofMinutes(30)); // until all have met
    NodeId key = net.target();
    net.world().await(net.any().node().setDigest(key, VALUE));

    net.world().run(Duration.ofDays(7).minusMinutes(5));
    assertThat(net.world().await(net.any().node().getDigest(key)).value()).contains(VALUE);
    net.world().run(Duration.ofMinutes(6));

    assertThat(net.world().await(net.any().node().getDigest(key)).value()).isEmpty();
  }

  @Test
  void a_newcomer_nearer_than_the_holders_is_handed_the_value_by_one_of_them_at_once() {
    KvWorld net = KvWorld.of("RepublishTest#a_newcomer*").with(o -> o.ksize(5)).grow(40);
    NodeId key = net.target();
    net.world().await(net.any().node().setDigest(key, VALUE));
    long before = total(net, "store");

    Resident newcomer = net.add(net.world().host(), key.flipped(159));
    net.world().await(newcomer.joined());
    net.world().run(Duration.ofSeconds(30));

    assertThat(newcomer.holds(key)).isTrue();
    assertThat(total(net, "store") - newcomer.sent("store") - before).isEqualTo(1);
  }

  @Test
  void a_newcomer_that_is_far_from_all_keys_is_handed_nothing() {
    KvWorld net = KvWorld.of("RepublishTest#a_newcomer_that*").with(o -> o.ksize(5)).grow(40);
    NodeId key = net.target();
    net.world().await(net.any().node().setDigest(key, VALUE));
    long before = total(net, "store");

    Resident newcomer = net.add(net.world().host(), key.flipped(0));
    net.world().await(newcomer.joined());
    net.world().run(Duration.ofSeconds(30));

    assertThat(newcomer.holds(key)).isFalse();
    assertThat(total(net, "store")).isEqualTo(before);
  }

  @Test
  void a_get_caches_the_value_at_the_nearest_node_that_lacked_it() {
    KvWorld net = KvWorld.of("RepublishTest#a_get*").with(o -> o.ksize(4)).grow(60);
    NodeId key = net.target();
    Resident holder = net.resident(net.nearest(key, 1, net.any()).getFirst());
    // One holder alone, and not the nearest would do as well: others on the way lack it.
    net.world().await(holder.node().setDigest(key, VALUE));
    List<Resident> holders = holders(net, key);
    int sent = 0;
    for (Resident reader : net.all()) {
      if (!reader.holds(key)) {
        int before = reader.sent("store");
        assertThat(net.world().await(reader.node().getDigest(key)).value()).contains(VALUE);
        net.world().run(Duration.ofSeconds(2));
        sent += reader.sent("store") - before;
      }
    }

    assertThat(sent).isPositive();
    assertThat(holders(net, key).size()).isGreaterThan(holders.size());
  }

  @Test
  void setting_reports_how_many_nodes_say_that_they_store_the_value() {
    KvWorld net = KvWorld.of("RepublishTest#setting*").with(o -> o.ksize(5)).grow(20);
    NodeId key = net.target();
    Resident publisher = net.any();

    SetReport report = net.world().await(publisher.node().setDigest(key, VALUE));

    assertThat(report.asked()).isEqualTo(5);
    assertThat(report.stored()).isEqualTo(5);
    assertThat(report.refused() + report.silent()).isZero();
    assertThat(report.isStored()).isTrue();
    assertThat(holders(net, key).stream().map(Resident::id).toList())
        .containsAll(net.nearest(key, 5, publisher));
  }

  @Test
  void a_node_alone_keeps_what_is_set_and_serves_it() {
    KvWorld net = KvWorld.of("RepublishTest#a_node_alone*").grow(1);
    NodeId key = net.target();

    SetReport report = net.world().await(net.any().node().setDigest(key, VALUE));

    assertThat(report.stored()).isZero();
    assertThat(report.here()).isTrue();
    assertThat(net.world().await(net.any().node().getDigest(key)).value()).contains(VALUE);
  }
}
