package dev.kith.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.core.store.ExpiringMap.Expired;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpiringMapTest {
  private final ExpiringMap<String, String> map = new ExpiringMap<>(3, Eviction.none());

  @Test
  void a_value_is_there_until_its_time_is_over() {
    assertThat(map.put(0, "a", "one", 10)).isEqualTo(new Put.Added<>());

    assertThat(map.get(9, "a")).isEqualTo("one");
    assertThat(map.expiresAt("a")).isEqualTo(10);
    assertThat(map.get(10, "a")).isNull();
    assertThat(map.get(0, "b")).isNull();
  }

  @Test
  void what_has_expired_is_removed_in_the_order_of_expiry() {
    map.put(0, "late", "3", 30);
    map.put(0, "early", "1", 10);
    map.put(0, "middle", "2", 20);

    assertThat(map.nextDeadline()).isEqualTo(10);
    assertThat(map.expire(9)).isEmpty();
    assertThat(map.expire(20))
        .containsExactly(new Expired<>("early", "1"), new Expired<>("middle", "2"));
    assertThat(map.size()).isEqualTo(1);
    assertThat(map.nextDeadline()).isEqualTo(30);
  }

  @Test
  void a_value_put_again_lives_anew() {
    map.put(0, "a", "one", 10);

    assertThat(map.put(5, "a", "two", 20)).isEqualTo(new Put.Replaced<>("one"));
    assertThat(map.expire(15)).isEmpty();
    assertThat(map.get(15, "a")).isEqualTo("two");
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void a_value_put_again_after_it_expired_is_new() {
    map.put(0, "a", "one", 10);

    assertThat(map.put(10, "a", "two", 20)).isEqualTo(new Put.Added<>());
  }

  @Test
  void a_value_whose_time_is_over_already_is_refused() {
    assertThat(map.put(10, "a", "one", 10)).isEqualTo(new Put.Refused<>());
    assertThat(map.size()).isZero();
  }

  @Test
  void a_full_map_refuses_newcomers_but_refreshes_what_it_has() {
    fill();

    assertThat(map.put(0, "d", "4", 99)).isEqualTo(new Put.Refused<>());
    assertThat(map.put(0, "a", "1 again", 99)).isEqualTo(new Put.Replaced<>("1"));
    assertThat(map.size()).isEqualTo(3);
  }

  @Test
  void a_full_map_makes_room_by_what_has_expired() {
    fill();

    assertThat(map.put(10, "d", "4", 99)).isEqualTo(new Put.Displaced<>("a", "1"));
    assertThat(map.get(10, "d")).isEqualTo("4");
  }

  @Test
  void whoever_expires_first_can_give_way() {
    ExpiringMap<String, String> soonest = new ExpiringMap<>(2, Eviction.soonest());
    soonest.put(0, "a", "1", 20);
    soonest.put(0, "b", "2", 10);

    assertThat(soonest.put(0, "c", "3", 5)).isEqualTo(new Put.Displaced<>("b", "2"));
    assertThat(soonest.get(0, "a")).isEqualTo("1");
  }

  @Test
  void whoever_is_farthest_from_an_id_can_give_way() {
    NodeId self = NodeId.hex("00");
    ExpiringMap<NodeId, String> near = new ExpiringMap<>(2, new FarthestFirst(self));
    near.put(0, NodeId.hex("01"), "nearest", 99);
    near.put(0, NodeId.hex("80"), "far", 99);

    assertThat(near.put(0, NodeId.hex("ff"), "farther", 99)).isEqualTo(new Put.Refused<>());
    assertThat(near.put(0, NodeId.hex("02"), "nearer", 99))
        .isEqualTo(new Put.Displaced<>(NodeId.hex("80"), "far"));
    assertThat(near.get(0, NodeId.hex("01"))).isEqualTo("nearest");
  }

  @Test
  void removed_values_are_gone_and_do_not_expire() {
    fill();

    assertThat(map.remove(0, "a")).isEqualTo("1");
    assertThat(map.remove(0, "a")).isNull();
    assertThat(map.remove(25, "b")).isNull();
    assertThat(map.expire(99)).containsExactly(new Expired<>("c", "3"));
    assertThat(map.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void live_entries_are_visited_in_the_order_their_keys_were_added() {
    fill();
    map.put(0, "b", "2 again", 99);
    List<String> visited = new ArrayList<>();

    map.forEach(10, (key, value) -> visited.add(key + "=" + value));

    assertThat(visited).containsExactly("b=2 again", "c=3");
  }

  @Test
  void the_work_of_one_call_is_bounded() {
    ExpiringMap<Integer, String> large = new ExpiringMap<>(10_000, Eviction.none());
    for (int i = 0; i < 1_000; i++) {
      large.put(0, i, "value", 10);
    }

    assertThat(large.expire(10)).hasSize(256);
    assertThat(large.nextDeadline()).isEqualTo(10);
    assertThat(large.size()).isEqualTo(1_000 - 256);
  }

  /// One operation on a map of few keys, after some time.
  private record Step(Kind kind, int key, int gap, int ttl) {}

  private enum Kind {
    PUT,
    GET,
    REMOVE,
    EXPIRE
  }

  private static final Gen<Step> STEPS =
      random ->
          new Step(
              Kind.values()[random.nextInt(4)],
              random.nextInt(16),
              random.nextInt(4),
              random.nextInt(30));

  @Test
  void it_agrees_with_a_plain_map_whatever_is_done() {
    Property.forAll(Gen.lists(STEPS, 200)).check(ExpiringMapTest::agreesWithAPlainMap);
  }

  @Test
  void with_farthest_first_it_holds_the_nearest_of_all_that_were_put() {
    Gen<NodeId> ids = Gen.ids(4).map(NodeId::copyOf);

    Property.forAll(Gen.lists(ids, 60))
        .check(
            keys -> {
              NodeId self = NodeId.hex("5a5a5a5a");
              ExpiringMap<NodeId, String> near = new ExpiringMap<>(8, new FarthestFirst(self));
              keys.forEach(key -> near.put(0, key, "value", 99));
              List<NodeId> held = new ArrayList<>();
              near.forEach(0, (key, value) -> held.add(key));
              assertThat(held)
                  .containsExactlyInAnyOrderElementsOf(
                      keys.stream().distinct().sorted(self::compareDistance).limit(8).toList());
            });
  }

  // Without eviction, a plain map of values and times says what must come of every step.
  private static void agreesWithAPlainMap(List<Step> steps) {
    ExpiringMap<Integer, Integer> tested = new ExpiringMap<>(8, Eviction.none());
    Map<Integer, Long> model = new LinkedHashMap<>(); // key → expiresAt; the value is the same
    long now = 0;
    for (Step step : steps) {
      now += step.gap;
      long at = now;
      switch (step.kind) {
        case PUT -> {
          int live = (int) model.values().stream().filter(due -> due > at).count();
          boolean fits = model.getOrDefault(step.key, 0L) > now || live < 8;
          Put<Integer, Integer> put =
              tested.put(now, step.key, (int) (now + step.ttl), now + step.ttl);
          boolean isAccepted = fits && step.ttl > 0;
          assertThat(put instanceof Put.Refused).isEqualTo(!isAccepted);
          if (isAccepted) {
            model.put(step.key, now + step.ttl);
          }
        }
        case GET -> {}
        case REMOVE -> {
          tested.remove(now, step.key);
          model.remove(step.key);
        }
        case EXPIRE -> {
          List<Expired<Integer, Integer>> expired = tested.expire(now);
          assertThat(expired).isSortedAccordingTo(Comparator.comparingInt(Expired::value));
          assertThat(expired).allMatch(each -> each.value() <= at);
          assertThat(tested.nextDeadline()).isGreaterThan(now);
        }
      }
      Long due = model.get(step.key);
      Integer expected = due == null || due <= now ? null : Integer.valueOf(due.intValue());
      assertThat(tested.get(now, step.key)).isEqualTo(expected);
      assertThat(tested.size()).isLessThanOrEqualTo(8);
    }
    Map<Integer, Integer> visited = new LinkedHashMap<>();
    tested.forEach(now, visited::put);
    long end = now;
    model.values().removeIf(due -> due <= end);
    assertThat(visited.keySet()).containsExactlyInAnyOrderElementsOf(model.keySet());
  }

  private void fill() {
    map.put(0, "a", "1", 10);
    map.put(0, "b", "2", 20);
    map.put(0, "c", "3", 30);
  }
}
