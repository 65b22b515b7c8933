package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The smallest network: what one node stores, the other one keeps, and has to find there.
final class TwoNodesTest {
  private static final NodeId TORRENT = NodeId.hex("ab".repeat(20));
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("07".repeat(32)));
  private static final Bytes SALT = Bytes.utf8("pepper");

  private LocalNetwork network;

  @BeforeEach
  void start() throws IOException {
    network = new LocalNetwork("127.0.0.1", 2);
    network.node(0).ping(network.endpoint(1)).join(); // the first has met the second
  }

  @AfterEach
  void stop() {
    network.close();
  }

  private static BString text(String text) {
    return new BString(Bytes.utf8(text));
  }

  @Test
  void the_node_that_keeps_an_immutable_item_finds_it_without_asking() {
    ImmutableItem item = ImmutableItem.of(text("Hello"));
    assertThat(network.node(0).put(item).join().acknowledged()).isEqualTo(1);

    Retrieved<ImmutableItem> found = network.node(1).get(item.target()).join();

    assertThat(found.item()).contains(item);
    assertThat(found.copies()).isEqualTo(1);
    assertThat(found.counts().asked()).isZero();
    assertThat(network.node(1).find(item.target(), Bytes.EMPTY).join().item()).contains(item);
  }

  @Test
  void the_node_that_keeps_a_mutable_item_finds_it_and_chooses_the_next_number() {
    MutableItem first = network.node(0).put(KEY, SALT, text("first")).join().item();

    assertThat(network.node(1).get(KEY.publicKey(), SALT).join().item()).contains(first);
    assertThat(network.node(1).find(first.target(), SALT).join().item()).contains(first);
    assertThat(network.node(1).find(first.target(), Bytes.EMPTY).join().item()).isEmpty();

    MutableItem second = network.node(1).put(KEY, SALT, text("second")).join().item();

    assertThat(second.seq()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(network.node(i).get(KEY.publicKey(), SALT).join().item()).contains(second);
    }
  }

  @Test
  void the_node_that_keeps_a_newer_item_does_not_store_an_older_one() {
    network.node(0).put(MutableItem.sign(KEY, SALT, 5, text("newer"))).join();
    MutableItem older = MutableItem.sign(KEY, SALT, 4, text("older"));

    assertThatThrownBy(() -> network.node(1).put(older).join())
        .hasCauseInstanceOf(MainlineException.Refused.class)
        .hasMessageContaining("302");
  }

  @Test
  void the_node_that_keeps_the_peers_of_a_torrent_finds_and_counts_them() {
    network.node(0).announce(TORRENT, 4711, false).join();

    try (var peers = network.node(1).peers(TORRENT)) {
      assertThat(peers).containsExactly(new Endpoint(Address.v4(0x7f000001), 4711));
    }
    assertThat(network.node(1).scrape(TORRENT).join().peers()).isBetween(0.9, 1.1);
  }

  @Test
  void a_node_whose_observer_throws_at_everything_works_as_any_other() throws IOException {
    AtomicInteger thrown = new AtomicInteger();
    MainlineOptions options =
        MainlineOptions.builder()
            .listen(Endpoint.parse("127.0.0.1:0"))
            .bootstrap(network.endpoint(0))
            .observer(
                event -> {
                  thrown.incrementAndGet();
                  throw new IllegalStateException("cannot watch " + event);
                })
            .build();

    try (Mainline watched = Mainline.start(options)) {
      assertThat(watched.joined().join().health()).isEqualTo("joined");
      assertThat(watched.contacts().join()).hasSize(2);
      ImmutableItem item = ImmutableItem.of(text("watched"));
      assertThat(watched.put(item).join().acknowledged()).isEqualTo(2);
      assertThat(network.node(1).get(item.target()).join().item()).contains(item);
      assertThat(thrown.get()).isGreaterThan(20);
    }
  }
}
