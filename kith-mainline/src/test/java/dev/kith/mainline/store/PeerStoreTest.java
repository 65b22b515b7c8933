package dev.kith.mainline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.wire.CompactPeers;
import dev.kith.mainline.wire.Family;
import dev.kith.testkit.Heap;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class PeerStoreTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final NodeId SELF = NodeId.copyOf(new byte[20]);
  private static final NodeId HASH = hash(7);
  private static final int FIRST = 0xc6336400; // 198.51.100.0
  private static final PeerStoreOptions SMALL =
      new PeerStoreOptions(3, 4, Duration.ofMinutes(45), 2, Duration.ofMinutes(10));

  private final RandomGenerator random = Seed.random();
  private final PeerStore store = new PeerStore(SELF, SMALL);

  @Test
  void an_announced_peer_is_given_out() {
    Endpoint v4 = Endpoint.parse("192.0.2.1:6881");
    Endpoint v6 = Endpoint.parse("[2001:db8::1]:65535");

    assertThat(store.announce(0, HASH, v4, false)).isEqualTo(Announced.ADDED);
    assertThat(store.announce(0, HASH, v6, false)).isEqualTo(Announced.ADDED);

    assertThat(peers(0, Family.V4, 50)).containsExactly(v4);
    assertThat(peers(0, Family.V6, 50)).containsExactly(v6);
    assertThat(store.peers(0, hash(8), Family.V4, 50, false, random)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void a_peer_that_comes_again_is_updated_and_not_doubled() {
    store.announce(0, HASH, Endpoint.parse("192.0.2.1:1"), false);

    Announced outcome = store.announce(0, HASH, Endpoint.parse("192.0.2.1:2"), true);

    assertThat(outcome).isEqualTo(Announced.REFRESHED);
    assertThat(peers(0, Family.V4, 50)).containsExactly(Endpoint.parse("192.0.2.1:2"));
  }

  @Test
  void nodes_that_share_a_local_address_are_different_peers() {
    store.announce(0, HASH, Endpoint.parse("127.0.0.1:1"), false);
    store.announce(0, HASH, Endpoint.parse("127.0.0.1:2"), false);
    store.announce(0, HASH, Endpoint.parse("[::1]:3"), false);
    store.announce(0, HASH, Endpoint.parse("[::1]:4"), false);

    Announced again = store.announce(0, HASH, Endpoint.parse("127.0.0.1:2"), true);

    assertThat(again).isEqualTo(Announced.REFRESHED);
    assertThat(peers(0, Family.V4, 50))
        .containsExactlyInAnyOrder(Endpoint.parse("127.0.0.1:1"), Endpoint.parse("127.0.0.1:2"));
    assertThat(peers(0, Family.V6, 50))
        .containsExactlyInAnyOrder(Endpoint.parse("[::1]:3"), Endpoint.parse("[::1]:4"));
  }

  @Test
  void the_filters_follow_what_is_stored() {
    Endpoint one = Endpoint.parse("192.0.2.1:1");
    Endpoint two = Endpoint.parse("[2001:db8::1]:1");

    store.announce(0, HASH, one, false);
    assertScraped(0, Set.of(), Set.of(one));
    store.announce(0, HASH, one, true);
    assertScraped(0, Set.of(one), Set.of());
    store.announce(30 * MINUTE, HASH, two, false);
    assertScraped(30 * MINUTE, Set.of(one), Set.of(two));
    assertScraped(50 * MINUTE, Set.of(), Set.of(two));
  }

  private void assertScraped(long now, Set<Endpoint> seeds, Set<Endpoint> others) {
    Scrape scrape = store.scrape(now, HASH);
    assertThat(scrape).isEqualTo(new Scrape(filter(seeds), filter(others)));
  }

  private static Bytes filter(Set<Endpoint> peers) {
    BloomFilter filter = new BloomFilter();
    peers.forEach(peer -> filter.add(peer.address()));
    return filter.toBytes();
  }

  @Test
  void ipv6_addresses_that_end_alike_are_different_peers() {
    store.announce(0, HASH, Endpoint.parse("[2001:db8::1]:1"), false);
    store.announce(0, HASH, Endpoint.parse("[2001:db8:1::1]:1"), false);

    assertThat(peers(0, Family.V6, 50)).hasSize(2);
  }

  @Test
  void a_peer_is_forgotten_45_minutes_after_it_was_last_announced() {
    Endpoint early = Endpoint.parse("192.0.2.1:1");
    Endpoint late = Endpoint.parse("192.0.2.2:1");
    store.announce(0, HASH, early, false);
    store.announce(0, HASH, late, false);
    store.announce(30 * MINUTE, HASH, late, false);

    assertThat(peers(45 * MINUTE, Family.V4, 50)).containsExactlyInAnyOrder(early, late);
    assertThat(peers(46 * MINUTE, Family.V4, 50)).containsExactly(late);
    assertThat(peers(76 * MINUTE, Family.V4, 50)).isEmpty();
    assertThat(store.torrents()).isZero();
  }

  @Test
  void sweeping_frees_what_nobody_asks_for() {
    for (int i = 0; i < 3; i++) {
      store.announce(0, hash(i), Endpoint.loopback(1), false);
    }

    store.sweep(46 * MINUTE);

    assertThat(store.torrents()).isZero();
  }

  @Test
  void a_full_torrent_takes_no_new_peers_but_known_ones_may_come_again() {
    for (int i = 0; i < 4; i++) {
      assertThat(store.hasRoomFor(0, HASH, Address.v4(i + 1))).isTrue();
      store.announce(0, HASH, new Endpoint(Address.v4(i + 1), 1), false);
    }

    assertThat(store.hasRoomFor(0, HASH, Address.v4(5))).isFalse();
    assertThat(store.announce(0, HASH, new Endpoint(Address.v4(5), 1), false))
        .isEqualTo(Announced.FULL);
    assertThat(store.hasRoomFor(0, HASH, Address.v4(4))).isTrue();
    assertThat(store.announce(0, HASH, new Endpoint(Address.v4(4), 2), false))
        .isEqualTo(Announced.REFRESHED);
    assertThat(store.hasRoomFor(46 * MINUTE, HASH, Address.v4(5))).isTrue();
  }

  @Test
  void a_full_store_gives_up_the_torrent_farthest_from_the_node() {
    store.announce(0, hash(1), Endpoint.loopback(1), false);
    store.announce(0, hash(8), Endpoint.loopback(1), false);
    store.announce(0, hash(4), Endpoint.loopback(1), false);

    assertThat(store.hasRoomFor(0, hash(9), Address.v4(1))).isFalse();
    assertThat(store.announce(0, hash(9), Endpoint.loopback(1), false)).isEqualTo(Announced.FULL);
    assertThat(store.hasRoomFor(0, hash(2), Address.v4(1))).isTrue();
    assertThat(store.announce(0, hash(2), Endpoint.loopback(1), false)).isEqualTo(Announced.ADDED);

    assertThat(store.torrents()).isEqualTo(3);
    assertThat(store.scrape(0, hash(8))).isNull();
    assertThat(store.scrape(0, hash(4))).isNotNull();
  }

  @Test
  void a_new_id_changes_what_is_far() {
    store.announce(0, hash(1), Endpoint.loopback(1), false);
    store.announce(0, hash(8), Endpoint.loopback(1), false);
    store.announce(0, hash(4), Endpoint.loopback(1), false);

    store.recentre(hash(8));

    assertThat(store.hasRoomFor(0, hash(9), Address.v4(1))).isTrue();
    assertThat(store.hasRoomFor(0, hash(7), Address.v4(1))).isFalse();
    store.announce(0, hash(9), Endpoint.loopback(1), false);
    assertThat(store.scrape(0, hash(4))).isNull();
    assertThat(store.scrape(0, hash(1))).isNotNull();
  }

  @Test
  void peers_are_drawn_at_random_and_seeds_last_if_they_are_not_wanted() {
    PeerStore large = new PeerStore(SELF, PeerStoreOptions.DEFAULT);
    for (int i = 1; i <= 100; i++) {
      large.announce(0, HASH, new Endpoint(Address.v4(FIRST + i), 1), i > 20);
    }
    Set<Endpoint> seen = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      List<Endpoint> drawn =
          CompactPeersOf.packed(large.peers(0, HASH, Family.V4, 10, false, random), Family.V4);
      assertThat(drawn).hasSize(10).doesNotHaveDuplicates();
      seen.addAll(drawn);
    }
    List<Endpoint> preferred =
        CompactPeersOf.packed(large.peers(0, HASH, Family.V4, 25, true, random), Family.V4);

    assertThat(seen).hasSizeGreaterThan(95);
    assertThat(preferred).hasSize(25).doesNotHaveDuplicates();
    assertThat(preferred.subList(0, 20)).allMatch(peer -> peer.address().v4Bits() <= FIRST + 20);
  }

  @Test
  void a_small_store_is_sampled_whole_and_afresh() {
    store.announce(0, hash(1), Endpoint.loopback(1), false);

    InfohashSample sample = store.infohashes(0, random);
    store.announce(0, hash(2), Endpoint.loopback(1), false);

    assertThat(sample).isEqualTo(new InfohashSample(hash(1).bytes(), 1, 600));
    assertThat(store.infohashes(0, random).hashes().length()).isEqualTo(40);
  }

  @Test
  void a_larger_store_keeps_its_sample_for_the_interval() {
    PeerStoreOptions options =
        new PeerStoreOptions(500, 4, Duration.ofMinutes(45), 20, Duration.ofMinutes(10));
    PeerStore large = new PeerStore(SELF, options);
    for (int i = 0; i < 200; i++) {
      large.announce(0, hash(i), Endpoint.loopback(1), false);
    }

    InfohashSample first = large.infohashes(0, random);
    InfohashSample again = large.infohashes(4 * MINUTE, random);
    InfohashSample later = large.infohashes(10 * MINUTE, random);

    assertThat(first.hashes().length()).isEqualTo(400);
    assertThat(first.keys()).isEqualTo(200);
    assertThat(first.intervalSeconds()).isEqualTo(600);
    assertThat(again).isEqualTo(new InfohashSample(first.hashes(), 200, 360));
    assertThat(later.hashes()).isNotEqualTo(first.hashes());
  }

  @Test
  void every_torrent_is_at_the_head_of_a_sample_some_time() {
    PeerStore usual = new PeerStore(SELF, PeerStoreOptions.DEFAULT);
    for (int i = 0; i < 15; i++) {
      usual.announce(0, hash(i), Endpoint.loopback(1), false);
    }
    Set<Bytes> first = new HashSet<>();

    for (int i = 0; i < 300; i++) {
      first.add(usual.infohashes(0, random).hashes().slice(0, 20));
    }

    assertThat(first).hasSize(15);
  }

  @Test
  void a_million_peers_fit_into_64_mebibytes() {
    PeerStore full = new PeerStore(SELF, PeerStoreOptions.DEFAULT);
    long before = Heap.used();

    for (int torrent = 0; torrent < 2_000; torrent++) {
      NodeId infoHash = NodeId.random(20, random);
      for (int peer = 0; peer < 500; peer++) {
        full.announce(0, infoHash, new Endpoint(Address.v4(random.nextInt()), 6881), false);
      }
    }
    long grown = Heap.used() - before;

    assertThat(full.peers()).isGreaterThan(999_000);
    System.out.printf("%,d stored peers retain %,d bytes%n", full.peers(), grown);
    assertThat(grown).isLessThan(64L << 20);
  }

  private List<Endpoint> peers(long now, Family family, int most) {
    return CompactPeersOf.packed(store.peers(now, HASH, family, most, false, random), family);
  }

  private static NodeId hash(int number) {
    byte[] bytes = new byte[20];
    bytes[18] = (byte) (number >>> 8);
    bytes[19] = (byte) number;
    return NodeId.copyOf(bytes);
  }

  /// Reads what the store packs.
  private static final class CompactPeersOf {
    static List<Endpoint> packed(Bytes packed, Family family) {
      BString[] values = new BString[packed.length() / family.peerBytes()];
      for (int i = 0; i < values.length; i++) {
        values[i] = new BString(packed.slice(i * family.peerBytes(), family.peerBytes()));
      }
      return CompactPeers.decode(BList.of(values), family);
    }
  }
}
