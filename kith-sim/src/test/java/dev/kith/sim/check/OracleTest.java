package dev.kith.sim.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.id.NodeId;
import dev.kith.sim.SplitMix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleTest {
  @Test
  void it_agrees_with_sorting_everybody_by_distance() {
    for (int seed = 0; seed < 300; seed++) {
      SplitMix random = new SplitMix(seed);
      int length = 1 + random.nextInt(20);
      List<NodeId> ids = crowd(random, length, random.nextInt(200));
      Oracle<NodeId> oracle = Oracle.of(ids, ids);
      for (int k : new int[] {0, 1, 2, 8, 20, 1_000}) {
        NodeId target = NodeId.random(length, random);
        List<NodeId> expected = ids.stream().sorted(target::compareDistance).limit(k).toList();

        assertThat(oracle.closest(target, k)).as("seed %d, k %d", seed, k).isEqualTo(expected);
      }
    }
  }

  @Test
  void nodes_that_join_and_leave_are_known_and_forgotten() {
    SplitMix random = new SplitMix(1);
    List<NodeId> ids = crowd(random, 20, 100);
    Oracle<String> oracle = new Oracle<>();

    ids.forEach(id -> oracle.add(id, "node " + id));
    ids.subList(0, 50).forEach(id -> assertThat(oracle.remove(id)).isTrue());

    assertThat(oracle.size()).isEqualTo(50);
    assertThat(oracle.remove(ids.getFirst())).isFalse();
    assertThat(oracle.isAlive(ids.getFirst())).isFalse();
    assertThat(oracle.isAlive(ids.getLast())).isTrue();
    List<NodeId> sorted = ids.subList(50, 100).stream().sorted().toList();
    for (int i = 0; i < 50; i++) {
      assertThat(oracle.id(i)).isEqualTo(sorted.get(i));
      assertThat(oracle.member(i)).isEqualTo("node " + sorted.get(i));
    }
  }

  @Test
  void an_id_is_known_only_once() {
    NodeId id = NodeId.hex("01");
    Oracle<String> oracle = new Oracle<>();
    oracle.add(id, "first");

    assertThatThrownBy(() -> oracle.add(id, "second")).hasMessageContaining("01");
    assertThatThrownBy(() -> Oracle.of(List.of(id, id), List.of("a", "b")))
        .hasMessageContaining("twice");
  }

  private static List<NodeId> crowd(SplitMix random, int length, int size) {
    List<NodeId> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      NodeId id = NodeId.random(length, random);
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }
}
