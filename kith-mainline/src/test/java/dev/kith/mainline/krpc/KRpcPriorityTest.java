package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may send when, under virtual time.
class KRpcPriorityTest {
  private static final int CONCURRENCY = 8;
  private static final int NODES = 80;

  private World world;
  private List<Answerer> peers;
  private KRpc krpc;
  private final List<String> arrivals = new ArrayList<>();

  @BeforeEach
  void build() {
    world = World.seeded(7);
    peers = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      Answerer peer = new Answerer(world.host());
      peer.krpc.onQuery((query, from) -> arrivals.add(query.q().asUtf8().orElseThrow()));
      peers.add(peer);
    }
    List<Contact> all = peers.stream().map(peer -> peer.contact).toList();
    peers.forEach(peer -> peer.names = all);
    krpc = openedWith(KRpcOptions.builder().nodes(all.get(0).endpoint()), 40);
  }

  private KRpc openedWith(KRpcOptions.Builder options, int k) {
    SimHost host = world.host();
    return KRpc.openOn(
        host.loop(), options.concurrency(CONCURRENCY).k(k).listen(host.endpoint(6881)).build());
  }

  @Test
  void closest_goes_before_populate() {
    CompletableFuture<Integer> populate = krpc.populate(id("00"), KRpcQuery.of("background"));
    world.runUntil(() -> arrivals.size() >= CONCURRENCY, Duration.ofSeconds(10));
    CompletableFuture<Integer> closest =
        krpc.closest(id("ff"), KRpcQuery.of("foreground"), reply -> true);
    int before = arrivals.size();

    int replies = world.await(closest);

    assertThat(populate).isNotDone();
    List<String> meanwhile = arrivals.subList(before, arrivals.size());
    assertThat(meanwhile).filteredOn("foreground"::equals).hasSizeGreaterThanOrEqualTo(replies);
    // What was in flight, and the few slots the last ones of the other lookup left.
    assertThat(meanwhile).filteredOn("background"::equals).hasSizeLessThan(3 * CONCURRENCY);
    assertThat(world.await(populate)).isEqualTo(40);
  }

  @Test
  void no_more_than_the_concurrency_is_in_flight() {
    peers.forEach(peer -> peer.silent = true);
    List<CompletableFuture<KRpcReply>> replies =
        IntStream.range(0, 40)
            .mapToObj(i -> krpc.query(peers.get(i).contact.endpoint(), KRpcQuery.of("q" + i)))
            .toList();

    world.run(Duration.ofMillis(1_900));
    assertThat(arrivals)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, CONCURRENCY).mapToObj(i -> "q" + i).toList());
    world.run(Duration.ofSeconds(2));

    assertThat(arrivals)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 2 * CONCURRENCY).mapToObj(i -> "q" + i).toList());
    assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(CONCURRENCY);
  }

  @Test
  void false_ends_a_lookup_at_once_and_frees_its_slots() {
    peers.subList(1, NODES).forEach(peer -> peer.silent = true);
    peers.subList(1, 4).forEach(peer -> peer.silent = false);
    AtomicInteger calls = new AtomicInteger();
    KRpcQuery query = KRpcQuery.of("find");
    CompletableFuture<Integer> closest =
        krpc.closest(peers.get(1).contact.id(), query, reply -> calls.incrementAndGet() < 2);

    int count = world.await(closest);
    Duration then = world.elapsed();
    int asked = arrivals.size();
    world.await(krpc.query(peers.get(0).contact.endpoint(), KRpcQuery.of("ping")));

    assertThat(count).isEqualTo(2);
    assertThat(then).isLessThan(krpc.options().timeout());
    assertThat(world.elapsed().minus(then)).isLessThan(krpc.options().timeout());
    world.run(Duration.ofMinutes(1));
    assertThat(calls).hasValue(2);
    assertThat(arrivals).hasSizeLessThanOrEqualTo(asked + CONCURRENCY + 1);
  }

  @Test
  void a_slow_reader_pauses_the_lookup() {
    NodeId target = id("ff");
    KRpc wide = openedWith(KRpcOptions.builder().nodes(peers.get(0).contact.endpoint()), 64);
    // By way of the farthest, so that more than the 64 nearest reply.
    peers.get(0).names =
        peers.stream()
            .map(peer -> peer.contact)
            .sorted((a, b) -> target.compareDistance(b.id(), a.id()))
            .limit(CONCURRENCY)
            .toList();
    Query<KRpcReply, Integer> replies = wide.closest(target, KRpcQuery.of("find"));

    world.run(Duration.ofMinutes(1));
    assertThat(replies.summary()).isNotDone();
    assertThat(arrivals).hasSizeBetween(64, 64 + CONCURRENCY);
    int asked = arrivals.size();
    int read = 0;
    while (replies.poll().isPresent()) {
      read++;
      world.run(Duration.ofSeconds(5));
    }

    assertThat(read).isEqualTo(world.await(replies.summary())).isGreaterThan(64);
    assertThat(arrivals).hasSizeGreaterThan(asked);
  }

  @Test
  void the_same_seed_gives_the_same_course() {
    world.await(krpc.closest(id("ff"), KRpcQuery.of("find"), reply -> true));
    long first = world.traceHash();

    arrivals.clear();
    build();
    world.await(krpc.closest(id("ff"), KRpcQuery.of("find"), reply -> true));

    assertThat(world.traceHash()).isEqualTo(first);
  }

  @Test
  void queries_arrive_with_what_the_caller_put_in() {
    world.await(krpc.query(peers.get(3).contact.endpoint(), KRpcQuery.findNode(id("ff"))));

    QueryPacket query = peers.get(3).asked.get(0);
    assertThat(query.a().string("target")).isEqualTo(id("ff").bytes());
    assertThat(query.a().string("id")).isEqualTo(krpc.id().bytes());
  }

  private static NodeId id(String pair) {
    return NodeId.hex(pair.repeat(20));
  }
}
