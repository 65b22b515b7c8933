package dev.kith.mainline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Address;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What an application sees, on real sockets of the loopback address.
class MainlineTest {
  private static final NodeId TORRENT = NodeId.hex("ab".repeat(20));
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("07".repeat(32)));

  private static LocalNetwork network;

  @BeforeAll
  static void start() throws IOException {
    network = new LocalNetwork("127.0.0.1", 12);
  }

  @AfterAll
  static void stop() {
    network.close();
  }

  @Test
  void a_ping_tells_who_is_there() {
    Pong pong = network.node(1).ping(network.endpoint(2)).join();

    assertThat(pong.id()).isEqualTo(idOf(2));
    assertThat(pong.endpoint()).isEqualTo(network.endpoint(2));
    assertThat(pong.seenAs()).contains(network.endpoint(1));
  }

  @Test
  void every_node_is_found_by_its_id() {
    for (int i = 0; i < 12; i++) {
      FoundNodes found = network.node((i + 5) % 12).findNodes(idOf(i)).join();

      assertThat(found.nearest()).hasSize(8);
      assertThat(found.nearest().get(0)).isEqualTo(new Contact(idOf(i), network.endpoint(i)));
    }
  }

  @Test
  void an_announced_peer_is_found() {
    StoreReport report = network.node(3).announce(TORRENT, 4711, false).join();

    assertThat(report.acknowledged()).isBetween(8, 12);
    List<Endpoint> found = new ArrayList<>();
    try (var peers = network.node(9).peers(TORRENT)) {
      peers.forEach(found::add);
      assertThat(peers.summary().join().peers()).isEqualTo(1);
    }
    assertThat(found).containsExactly(new Endpoint(Address.v4(0x7f000001), 4711));
  }

  @Test
  void an_implied_port_is_the_one_we_send_from() {
    NodeId torrent = NodeId.hex("cd".repeat(20));

    network.node(4).announceImplied(torrent, true).join();

    try (var peers = network.node(8).peers(torrent)) {
      assertThat(peers).containsExactly(network.endpoint(4));
    }
  }

  @Test
  void a_scrape_estimates_seeds_and_peers() {
    NodeId torrent = NodeId.hex("ef".repeat(20));
    network.node(4).announce(torrent, 1, true).join();

    Scraped scraped = network.node(6).scrape(torrent).join();

    assertThat(scraped.filters()).isBetween(7, 12); // the announcer asks all but itself
    assertThat(scraped.seeds()).isBetween(0.9, 1.1);
    assertThat(scraped.peers()).isZero();
  }

  @Test
  void an_immutable_item_is_stored_and_found() {
    ImmutableItem item = ImmutableItem.of(new BString(Bytes.utf8("Hello")));

    StoreReport report = network.node(2).put(item).join();
    Retrieved<ImmutableItem> found = network.node(7).get(item.target()).join();

    assertThat(report.acknowledged()).isBetween(8, 12);
    assertThat(found.item()).contains(item);
  }

  @Test
  void what_nobody_stored_is_not_found() {
    Retrieved<ImmutableItem> found = network.node(7).get(NodeId.hex("99".repeat(20))).join();

    assertThat(found.item()).isEmpty();
    assertThat(found.counts().answered()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void a_mutable_item_counts_up_and_the_newest_is_found() {
    Bytes salt = Bytes.utf8("counter");
    network.node(1).put(KEY, salt, new BInteger(1)).join();
    Mainline.Published second = network.node(5).put(KEY, salt, new BInteger(2)).join();

    Retrieved<MutableItem> found = network.node(10).get(KEY.publicKey(), salt).join();

    assertThat(second.item().seq()).isEqualTo(2);
    assertThat(found.item()).contains(second.item());
    assertThat(found.copies()).isBetween(7, 12);
  }

  @Test
  void either_kind_of_item_is_found_by_its_target_alone() {
    SigningKey key = SigningKey.of(Bytes.hex("5a".repeat(32)));
    Bytes salt = Bytes.utf8("either");
    ImmutableItem immutable = ImmutableItem.of(new BString(Bytes.utf8("Either")));
    network.node(3).put(immutable).join();
    Mainline.Published mutable =
        network.node(3).put(key, salt, new BString(Bytes.utf8("Or"))).join();

    var byHash = network.node(7).find(immutable.target(), Bytes.EMPTY).join();
    var byKey = network.node(7).find(mutable.item().target(), salt).join();
    var withoutSalt = network.node(7).find(mutable.item().target(), Bytes.EMPTY).join();

    assertThat(byHash.item()).contains(immutable);
    assertThat(byKey.item()).contains(mutable.item());
    assertThat(withoutSalt.item()).isEmpty();
  }

  @Test
  void an_outdated_or_mismatched_put_is_refused_with_its_code() {
    Bytes salt = Bytes.utf8("cas");
    network.node(1).put(MutableItem.sign(KEY, salt, 5, new BInteger(5))).join();

    assertThatThrownBy(
            () -> network.node(2).put(MutableItem.sign(KEY, salt, 4, new BInteger(4))).join())
        .cause()
        .asInstanceOf(type(MainlineException.Refused.class))
        .returns(302, MainlineException.Refused::code);
    assertThatThrownBy(
            () -> network.node(2).put(MutableItem.sign(KEY, salt, 6, new BInteger(6)), 4).join())
        .cause()
        .asInstanceOf(type(MainlineException.Refused.class))
        .returns(301, MainlineException.Refused::code);
    assertThat(
            network
                .node(2)
                .put(MutableItem.sign(KEY, salt, 6, new BInteger(6)), 5)
                .join()
                .acknowledged())
        .isBetween(8, 12);
  }

  @Test
  void a_put_after_the_last_sequence_number_is_refused() {
    Bytes salt = Bytes.utf8("last");
    network.node(1).put(MutableItem.sign(KEY, salt, Long.MAX_VALUE, new BInteger(1))).join();

    CompletableFuture<Mainline.Published> beyond =
        network.node(2).put(KEY, salt, new BInteger(2)).orTimeout(10, SECONDS);

    assertThatThrownBy(beyond::join)
        .hasMessageContaining("sequence numbers of this key and salt are used up")
        .cause()
        .asInstanceOf(type(MainlineException.Refused.class))
        .returns(302, MainlineException.Refused::code);
  }

  @Test
  void a_report_tells_with_which_errors_nodes_refused() {
    MutableItem signed = MutableItem.sign(KEY, Bytes.utf8("forged"), 1, new BInteger(1));
    MutableItem forged =
        MutableItem.ofEncoded(
            signed.publicKey(), signed.salt(), 2, signed.encoded(), signed.signature());

    StoreReport report = network.node(4).put(forged).join();

    assertThat(report.acknowledged()).isZero();
    assertThat(report.refused()).isBetween(8, 12).isEqualTo(report.asked());
    assertThat(report.refusals()).containsOnlyKeys(206); // invalid signature (BEP 44)
  }

  @Test
  void a_sample_names_what_a_node_holds() {
    NodeId torrent = NodeId.hex("12".repeat(20));
    network.node(1).announce(torrent, 99, false).join();
    Contact holder = network.node(1).findNodes(torrent).join().nearest().get(0);

    // Asked by the node that announced: any other might be the holder itself.
    Sampled sampled = network.node(1).sample(holder.endpoint(), torrent).join();

    assertThat(sampled.samples()).contains(torrent);
    assertThat(sampled.held()).isEqualTo(sampled.samples().size());
    assertThat(sampled.nearest()).isNotEmpty();
  }

  @Test
  void nobody_there_is_no_reply() {
    Endpoint nobody = Endpoint.loopback(1);

    assertThatThrownBy(() -> network.node(0).ping(nobody).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(MainlineException.NoReply.class)
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  void nobody_waits_for_ever_for_a_node_that_closes_while_its_searches_are_under_way()
      throws IOException {
    LocalNetwork gone = new LocalNetwork("127.0.0.1", 20);
    MainlineOptions options =
        MainlineOptions.builder().listen(Endpoint.loopback(0)).bootstrap(gone.endpoint(0)).build();
    Mainline node = Mainline.start(options);
    node.joined().join();
    gone.close();
    List<CompletableFuture<?>> gets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      gets.add(node.get(NodeId.hex("%02x".formatted(i).repeat(20))));
    }

    node.close();

    assertThat(gets)
        .allSatisfy(
            get ->
                assertThat(get)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(MainlineException.Closed.class));
  }

  @Test
  void a_taken_port_is_said_at_once() {
    MainlineOptions taken = MainlineOptions.builder().listen(network.endpoint(0)).build();

    assertThatThrownBy(() -> Mainline.start(taken))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(network.endpoint(0).toString());
  }

  @Test
  void ipv6_is_a_network_of_its_own() throws IOException {
    try (LocalNetwork six = new LocalNetwork("[::1]", 4)) {
      six.node(1).announce(TORRENT, 4712, false).join();

      try (var peers = six.node(3).peers(TORRENT)) {
        assertThat(peers).containsExactly(Endpoint.parse("[::1]:4712"));
      }
    }
  }

  @Test
  void a_closed_node_says_so() throws IOException {
    Mainline node = Mainline.start(MainlineOptions.builder().build());
    node.close();
    node.close();

    assertThatThrownBy(() -> node.findNodes(TORRENT).join())
        .hasCauseInstanceOf(MainlineException.Closed.class);
  }

  @Test
  void closing_twice_saves_once() throws Exception {
    AtomicInteger written = new AtomicInteger();
    List<Disk.Callback<@Nullable Void>> unfinished = new ArrayList<>();
    try (EventLoop loop = EventLoop.start(LoopOptions.defaults())) {
      Disk slow =
          new Disk() {
            @Override
            public void read(String name, Callback<@Nullable Bytes> done) {
              loop.execute(() -> done.done(null));
            }

            @Override
            public void write(String name, Bytes content, Callback<@Nullable Void> done) {
              written.incrementAndGet();
              unfinished.add(done);
            }
          };
      MainlineOptions options =
          MainlineOptions.builder().listen(Endpoint.parse("127.0.0.1:0")).build();
      Mainline node = Mainline.startOn(loop.withDisk(slow), options).join();

      node.close();
      node.close();

      loop.submit(() -> "both have come to the loop").join();
      assertThat(written).hasValue(1);
      loop.execute(() -> unfinished.forEach(callback -> callback.done(null)));
    }
  }

  @Test
  void a_node_can_be_closed_on_its_own_thread() throws Exception {
    AtomicReference<Mainline> closing = new AtomicReference<>();
    MainlineOptions options =
        MainlineOptions.builder()
            .observer(
                event -> {
                  if (event instanceof Event.LookupStarted && closing.get() != null) {
                    closing.get().close();
                  }
                })
            .build();
    Mainline node = Mainline.start(options);
    Endpoint local = node.status().join().homes().get(0).endpoint();

    closing.set(node);
    node.findNodes(TORRENT).handle((found, failed) -> null).orTimeout(10, SECONDS).join();

    node.close(); // waits for its end
    Mainline.start(MainlineOptions.builder().listen(local).build()).close();
  }

  private static NodeId idOf(int index) {
    return network.node(index).status().join().homes().get(0).id();
  }
}
