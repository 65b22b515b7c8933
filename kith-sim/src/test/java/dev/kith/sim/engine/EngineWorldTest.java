package dev.kith.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.link.Link;
import dev.kith.sim.report.SimReport;
import dev.kith.testkit.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineWorldTest {
  private static final int LOOKUPS = 300;

  @Test
  void nodes_that_joined_one_by_one_find_exactly_the_nearest() {
    EngineOptions options = EngineOptions.of(8, 3).with(EngineOptions.Maintenance.USUAL);
    EngineWorld engine = EngineWorld.in(World.seeded(1), options);
    Contact first = engine.add().contact();
    for (int i = 1; i < 150; i++) {
      engine.world().await(engine.add().join(List.of(first)));
    }

    for (int i = 0; i < 50; i++) {
      EngineNode searcher = engine.any();
      NodeId target = engine.target();
      List<NodeId> expected = new ArrayList<>(engine.oracle().closest(target, 9));
      expected.remove(searcher.id()); // nobody finds itself
      EngineResult result = engine.world().await(searcher.lookup(target));

      assertThat(ids(result)).isEqualTo(expected.subList(0, 8));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 8, 11.0, 2.7",
    "1000, 20, 21.5, 2.1",
    "10000, 8, 12.7, 3.4",
    "10000, 20, 23.0, 2.8",
  })
  void lookups_cost_what_they_should_and_find_the_nearest(
      int nodes, int k, double messages, double depth) {
    costsWhatItShould(nodes, k, messages, depth);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "100000, 8, 14.5, 4.1",
    "100000, 20, 24.4, 3.3",
    "1000000, 8, 16.2, 4.8",
    "1000000, 20, 25.7, 3.9",
  })
  void lookups_in_large_worlds_cost_what_they_should(
      int nodes, int k, double messages, double depth) {
    costsWhatItShould(nodes, k, messages, depth);
  }

  /// Before they have searched: what a lookup takes it gives back.
  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"8, 4096", "20, 8192"})
  void a_million_nodes_take_little_room(int k, int mostBytes) {
    long before = Heap.used();
    EngineWorld engine = EngineWorld.ideal(World.seeded(1), lean(k), 1_000_000);
    long each = (Heap.used() - before) / engine.oracle().size();

    System.out.printf("a million nodes, k = %d: %,d bytes each%n", k, each);
    assertThat(each).isLessThanOrEqualTo(mostBytes);
  }

  /// The bars of the scale table: messages within a tenth, depth within 0.3, exactly the k nearest.
  private static void costsWhatItShould(int nodes, int k, double messages, double depth) {
    ScaleStudy.Row row = new ScaleStudy(1, 3, LOOKUPS, line -> {}).measure(nodes, k);

    assertThat(row.exact()).isEqualTo(1);
    assertThat(row.messages()).isBetween(k * 1.0, messages * 1.1);
    assertThat(row.depth()).isBetween(1.0, depth + 0.3);
  }

  @Test
  void messages_and_depth_lie_on_a_straight_line_over_the_logarithm_of_the_size() {
    List<String> progress = new ArrayList<>();
    ScaleStudy study = new ScaleStudy(1, 3, 400, progress::add);
    for (int nodes : new int[] {300, 1_000, 3_000, 10_000}) {
      study.measure(nodes, 8);
    }
    SimReport report = study.report();

    assertThat((List<?>) report.figure("lines"))
        .hasSize(2)
        .allSatisfy(line -> assertThat((double) ((Map<?, ?>) line).get("r2")).isGreaterThan(0.99));
    assertThat(report.plots().keySet()).containsExactly("messages", "depth");
    assertThat(progress).hasSize(4);
  }

  @Test
  void lookups_end_and_find_most_of_the_nearest_over_a_bad_link() {
    World world = World.builder().seed(3).link(Link.mobile().withLoss(0.1)).build();
    EngineWorld engine = EngineWorld.ideal(world, lean(8), 500);
    int found = 0;
    for (int i = 0; i < 50; i++) {
      NodeId target = engine.target();
      EngineResult result = world.await(engine.any().lookup(target), Duration.ofMinutes(1));
      found += ids(result).contains(engine.oracle().closest(target, 1).getFirst()) ? 1 : 0;
    }
    world.run(Duration.ofMinutes(1));

    assertThat(found).isGreaterThan(35);
    assertThat(world.tally().drops()).isNotEmpty();
  }

  @Test
  void the_same_seed_gives_the_same_world_in_both_modes_of_delivery() {
    assertThat(run(5, true)).isEqualTo(run(5, true));
    assertThat(run(5, false)).isEqualTo(run(5, false));
    assertThat(run(5, false)).isNotEqualTo(run(6, false));
  }

  private static long run(long seed, boolean handsOver) {
    var builder = World.builder().seed(seed);
    World world = handsOver ? builder.handOver().build() : builder.build();
    EngineWorld engine = EngineWorld.ideal(world, lean(8), 300);
    for (int i = 0; i < 20; i++) {
      world.await(engine.any().lookup(engine.target()));
    }
    return world.traceHash();
  }

  @Test
  void a_node_that_maintains_its_table_forgets_the_dead() {
    World world = World.seeded(2);
    EngineOptions options = EngineOptions.of(8, 3).with(EngineOptions.Maintenance.USUAL);
    EngineWorld engine = EngineWorld.ideal(world, options, 100);
    world.hosts().stream().filter(host -> host.index() % 2 == 1).forEach(host -> host.crash());

    world.run(Duration.ofHours(2));

    int stale = 0;
    int all = 0;
    for (int i = 0; i < 100; i++) {
      for (Contact contact : engine.oracle().member(i).table().contacts()) {
        boolean isAlive = world.hosts().get(indexOf(world, contact)).isUp();
        if (world.hosts().get(indexOf(world, engine.oracle().member(i).contact())).isUp()) {
          all++;
          stale += isAlive ? 0 : 1;
        }
      }
    }
    assertThat(all).isGreaterThan(500);
    assertThat(stale / (double) all).isLessThan(0.04);
  }

  private static int indexOf(World world, Contact contact) {
    return world.hosts().stream()
        .filter(host -> host.address().equals(contact.endpoint().address()))
        .findFirst()
        .orElseThrow()
        .index();
  }

  @Test
  void messages_survive_the_codec_and_cut_ones_do_not() throws MalformedException {
    EngineCodec codec = new EngineCodec();
    SplitMix random = new SplitMix(1);
    NodeId id = NodeId.random(20, random);
    List<Contact> contacts =
        List.of(
            new Contact(NodeId.random(20, random), Endpoint.parse("1.2.3.4:65535")),
            new Contact(NodeId.random(20, random), Endpoint.parse("[2a00::1]:1")));
    byte[] datagram = new byte[65_507];
    for (EngineMessage message :
        List.of(
            new EngineMessage.Ping(-1, id),
            new EngineMessage.Pong(7, id),
            new EngineMessage.FindNode(8, id, NodeId.random(20, random)),
            new EngineMessage.Nodes(9, id, List.of()),
            new EngineMessage.Nodes(Integer.MIN_VALUE, id, contacts))) {
      int length = codec.encode(message, datagram);

      assertThat(codec.decode(datagram, length)).isEqualTo(message);
      for (int cut = 0; cut < length; cut++) {
        int shorter = cut;
        assertThat(catchMalformed(codec, datagram, shorter)).isTrue();
      }
      assertThat(catchMalformed(codec, datagram, length + 1)).isTrue();
    }
  }

  private static boolean catchMalformed(EngineCodec codec, byte[] datagram, int length) {
    try {
      codec.decode(datagram, length);
      return false;
    } catch (MalformedException expected) {
      return true;
    }
  }

  private static EngineOptions lean(int k) {
    return ScaleStudy.options(k, 3);
  }

  private static List<NodeId> ids(EngineResult result) {
    return result.nearest().stream().map(Contact::id).toList();
  }
}
