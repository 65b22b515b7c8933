package dev.kith.kv.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.msgpack.Values;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every [ValueStore] does, in memory or on disk.
public abstract class ValueStoreContract {
  private static final StoreOptions SMALL = new StoreOptions(4, 1_000, 3);
  private static final NodeId SELF = key(0);
  private static final MsgValue VALUE = new MsgValue.Str("value");
  private static final long NOW = 1_000;
  private static final long LATER = 9_000;

  private final List<ValueStore> opened = new ArrayList<>();

  /// An empty store of the node `self`.
  protected abstract ValueStore open(NodeId self, StoreOptions options);

  @AfterEach
  void close_stores() {
    opened.forEach(ValueStore::close);
  }

  @Test
  void a_stored_value_is_found_until_it_expires() {
    ValueStore store = small();

    assertThat(put(store, NOW, key(1), VALUE, LATER)).isEqualTo(new PutOutcome.Stored());

    assertThat(store.find(LATER - 1, key(1)))
        .isEqualTo(new StoredValue(VALUE, NOW, LATER, Copy.PRIMARY));
    assertThat(store.find(LATER, key(1))).isNull();
    assertThat(store.find(NOW, key(2))).isNull();
  }

  @Test
  void values_of_every_type_come_back_as_they_are() {
    ValueStore store = open(new StoreOptions(10_000, 1L << 30, 1));
    TreeMap<NodeId, MsgValue> put = new TreeMap<>();
    Property.forAll(Values.any()).tries(300).check(value -> put.put(key(put.size() + 1), value));
    put.forEach((key, value) -> put(store, NOW, key, value, LATER));

    put.forEach((key, value) -> assertThat(store.find(NOW, key).value()).isEqualTo(value));

    assertThat(store.size()).isEqualTo(put.size());
  }

  @Test
  void a_put_replaces_value_times_and_holding() {
    ValueStore store = small();
    put(store, NOW, key(1), VALUE, LATER);

    store.put(NOW + 1, key(1), MsgValue.Nil.NIL, LATER + 1, Copy.CACHED, _ -> {});

    assertThat(store.find(LATER, key(1)))
        .isEqualTo(new StoredValue(MsgValue.Nil.NIL, NOW + 1, LATER + 1, Copy.CACHED));
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.bytes()).isEqualTo(21);
  }

  @Test
  void what_has_expired_is_refused() {
    ValueStore store = small();

    assertThat(put(store, NOW, key(1), VALUE, NOW)).isEqualTo(new PutOutcome.Refused());

    assertThat(store.size()).isZero();
  }

  @Test
  void a_full_store_takes_a_nearer_value_for_the_farthest() {
    ValueStore store = small();
    for (int i : List.of(8, 2, 6, 4)) {
      put(store, NOW, key(i), VALUE, LATER);
    }

    assertThat(put(store, NOW, key(5), VALUE, LATER)).isEqualTo(new PutOutcome.Stored());
    assertThat(put(store, NOW, key(7), VALUE, LATER)).isEqualTo(new PutOutcome.Refused());

    assertThat(store.keysAfter(null, 10)).containsExactly(key(2), key(4), key(5), key(6));
    assertThat(store.find(NOW, key(8))).isNull();
  }

  @Test
  void a_full_store_tells_whose_value_has_made_room() {
    ValueStore store = small();
    List<NodeId> displaced = new ArrayList<>();
    store.onDisplaced(displaced::add);

    for (int i = 8; i > 3; i--) {
      put(store, NOW, key(i), VALUE, LATER);
    }
    put(store, NOW, key(4), VALUE, LATER);
    put(store, NOW, key(9), VALUE, LATER);

    assertThat(displaced).containsExactly(key(8));
  }

  @Test
  void a_full_store_makes_room_by_what_has_expired_first() {
    ValueStore store = small();
    put(store, NOW, key(1), VALUE, NOW + 10);
    for (int i : List.of(2, 3, 4)) {
      put(store, NOW, key(i), VALUE, LATER);
    }

    assertThat(put(store, NOW + 10, key(9), VALUE, LATER)).isEqualTo(new PutOutcome.Stored());

    assertThat(store.keysAfter(null, 10)).containsExactly(key(2), key(3), key(4), key(9));
  }

  @Test
  void the_bound_of_bytes_displaces_as_many_as_it_must_or_none() {
    ValueStore store = small();
    MsgValue third = new MsgValue.Bin(Bytes.wrap(new byte[300]));
    MsgValue most = new MsgValue.Bin(Bytes.wrap(new byte[900]));
    MsgValue tooLong = new MsgValue.Bin(Bytes.wrap(new byte[1_000]));
    for (int i : List.of(2, 4, 6)) {
      put(store, NOW, key(i), third, LATER);
    }

    assertThat(put(store, NOW, key(5), most, LATER)).isEqualTo(new PutOutcome.Refused());
    assertThat(store.keysAfter(null, 10)).containsExactly(key(2), key(4), key(6));
    assertThat(put(store, NOW, key(1), tooLong, LATER)).isEqualTo(new PutOutcome.Refused());
    assertThat(put(store, NOW, key(1), most, LATER)).isEqualTo(new PutOutcome.Stored());

    assertThat(store.keysAfter(null, 10)).containsExactly(key(1));
    assertThat(store.bytes()).isEqualTo(ValueTable.KEY_BYTES + MsgWriter.write(most).length());
  }

  @Test
  void a_longer_value_of_the_same_key_counts_once() {
    ValueStore store = small();
    MsgValue most = new MsgValue.Bin(Bytes.wrap(new byte[900]));
    put(store, NOW, key(1), most, LATER);

    assertThat(put(store, NOW, key(1), most, LATER)).isEqualTo(new PutOutcome.Stored());

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void keys_are_told_by_age_longest_ago_first() {
    ValueStore store = small();
    put(store, NOW, key(1), VALUE, LATER);
    put(store, NOW + 10, key(2), VALUE, LATER);
    put(store, NOW + 20, key(3), VALUE, NOW + 25);
    put(store, NOW + 20, key(4), VALUE, LATER);
    put(store, NOW + 30, key(1), VALUE, LATER);

    assertThat(store.storedBefore(NOW + 40, NOW + 21, 10)).containsExactly(key(2), key(4));
    assertThat(store.storedBefore(NOW + 40, NOW + 40, 2)).containsExactly(key(2), key(4));
    assertThat(store.storedBefore(NOW + 40, NOW + 40, 9)).endsWith(key(1)).hasSize(3);
    assertThat(store.storedBefore(NOW, NOW + 10, 10)).isEmpty();
  }

  @Test
  void all_keys_are_visited_a_few_at_a_time() {
    ValueStore store = small();
    for (int i : List.of(8, 2, 6, 4)) {
      put(store, NOW, key(i), VALUE, LATER);
    }

    List<NodeId> first = store.keysAfter(null, 3);
    store.remove(NOW, key(6));

    assertThat(first).containsExactly(key(2), key(4), key(6));
    assertThat(store.keysAfter(first.getLast(), 3)).containsExactly(key(8));
    assertThat(store.keysAfter(key(8), 3)).isEmpty();
  }

  @Test
  void what_has_expired_is_removed_and_the_next_deadline_told() {
    ValueStore store = small();
    assertThat(store.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    put(store, NOW, key(1), VALUE, LATER);
    put(store, NOW, key(2), VALUE, NOW + 5);
    store.supersede(NOW, key(3), signature(1), NOW + 6);

    assertThat(store.nextDeadline()).isEqualTo(NOW + 5);
    assertThat(store.expire(NOW + 4)).isZero();
    assertThat(store.expire(NOW + 6)).isEqualTo(2);

    assertThat(store.nextDeadline()).isEqualTo(LATER);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void a_removed_value_is_gone() {
    ValueStore store = small();
    put(store, NOW, key(1), VALUE, LATER);

    store.remove(NOW, key(1));
    store.remove(NOW, key(2));

    assertThat(store.find(NOW, key(1))).isNull();
    assertThat(store.storedBefore(NOW, LATER, 10)).isEmpty();
    assertThat(store.bytes()).isZero();
  }

  @Test
  void superseded_signatures_are_remembered_for_their_key_and_time() {
    ValueStore store = small();

    store.supersede(NOW, key(1), signature(1), LATER);

    assertThat(store.isSuperseded(LATER - 1, key(1), signature(1))).isTrue();
    assertThat(store.isSuperseded(LATER, key(1), signature(1))).isFalse();
    assertThat(store.isSuperseded(NOW, key(2), signature(1))).isFalse();
    assertThat(store.isSuperseded(NOW, key(1), signature(2))).isFalse();
  }

  @Test
  void superseded_signatures_are_bounded_and_the_soonest_to_end_goes() {
    ValueStore store = small();

    for (int i = 1; i <= 4; i++) {
      store.supersede(NOW, key(1), signature(i), LATER - i);
    }

    assertThat(store.isSuperseded(NOW, key(1), signature(3))).isFalse();
    for (int i : List.of(1, 2, 4)) {
      assertThat(store.isSuperseded(NOW, key(1), signature(i))).isTrue();
    }
  }

  private ValueStore small() {
    return open(SMALL);
  }

  private ValueStore open(StoreOptions options) {
    ValueStore store = open(SELF, options);
    opened.add(store);
    return store;
  }

  /// Puts and waits for the outcome.
  protected abstract PutOutcome put(
      ValueStore store, long now, NodeId key, MsgValue value, long expiresAt);

  /// The key at this distance from the id 0.
  protected static NodeId key(int distance) {
    byte[] bytes = new byte[20];
    bytes[18] = (byte) (distance >>> 8);
    bytes[19] = (byte) distance;
    return NodeId.copyOf(bytes);
  }

  private static Bytes signature(int first) {
    byte[] bytes = new byte[64];
    bytes[0] = (byte) first;
    return Bytes.wrap(bytes);
  }
}
