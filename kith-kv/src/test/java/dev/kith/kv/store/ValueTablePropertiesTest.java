package dev.kith.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The table against a plain map, over random operations.
final class ValueTablePropertiesTest {
  private static final StoreOptions BOUNDS = new StoreOptions(6, 200, 1);
  private static final NodeId SELF = NodeId.copyOf(new byte[20]);

  @Test
  void the_table_agrees_with_a_map_and_keeps_its_bounds() {
    Property.check(
        2_000,
        random -> {
          ValueTable table = new ValueTable(SELF, BOUNDS);
          Map<NodeId, StoredValue> model = new LinkedHashMap<>(); // in the order of storing
          long now = 0;
          for (int step = 0; step < 60; step++) {
            now += random.nextInt(3);
            NodeId key = NodeId.copyOf(new byte[20]).flipped(random.nextInt(20));
            switch (random.nextInt(4)) {
              case 0 -> {
                long at = now;
                List<NodeId> gone = table.expire(now);
                List<NodeId> expected =
                    model.entrySet().stream()
                        .filter(each -> each.getValue().expiresAt() <= at)
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(gone).containsExactlyInAnyOrderElementsOf(expected);
                expected.forEach(model::remove);
              }
              case 1 -> assertThat(table.remove(key)).isEqualTo(model.remove(key) != null);
              default -> {
                MsgValue value = new MsgValue.Bin(Bytes.wrap(Gen.bytes(0, 70).draw(random)));
                long until = now + random.nextInt(30);
                put(table, model, now, key, value, until);
              }
            }
            check(table, model, now);
          }
        });
  }

  private static void put(
      ValueTable table,
      Map<NodeId, StoredValue> model,
      long now,
      NodeId key,
      MsgValue value,
      long until) {
    List<NodeId> displaced = table.put(now, key, MsgWriter.write(value), now, until, Copy.PRIMARY);
    if (displaced == null) {
      return;
    }
    assertThat(displaced)
        .allSatisfy(each -> assertThat(SELF.compareDistance(key, each)).isNegative());
    displaced.forEach(model::remove);
    model.remove(key);
    model.put(key, new StoredValue(value, now, until, Copy.PRIMARY));
  }

  private static void check(ValueTable table, Map<NodeId, StoredValue> model, long now) {
    List<NodeId> nearestFirst = new ArrayList<>(model.keySet());
    nearestFirst.sort(Comparator.naturalOrder());
    List<NodeId> live =
        model.keySet().stream().filter(each -> model.get(each).expiresAt() > now).toList();
    assertThat(table.keysAfter(null, 100)).isEqualTo(nearestFirst);
    assertThat(table.storedBefore(now, now + 1, 100)).isEqualTo(live);
    for (NodeId key : nearestFirst) {
      assertThat(table.find(now, key)).isEqualTo(live.contains(key) ? model.get(key) : null);
    }
    assertThat(table.size()).isEqualTo(model.size()).isLessThanOrEqualTo(BOUNDS.entries());
    assertThat(table.bytes())
        .isEqualTo(
            model.values().stream()
                .mapToLong(each -> 20 + MsgWriter.write(each.value()).length())
                .sum())
        .isLessThanOrEqualTo(BOUNDS.bytes());
    assertThat(table.nextDeadline())
        .isEqualTo(
            model.values().stream().mapToLong(StoredValue::expiresAt).min().orElse(Long.MAX_VALUE));
  }
}
