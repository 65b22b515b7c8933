package dev.kith.mainline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ItemStoreTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final NodeId SELF = NodeId.copyOf(new byte[20]);
  private static final SigningKey KEY = SigningKey.of(Bytes.wrap(new byte[32]));
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome REFRESHED = new PutOutcome.Refreshed();

  private final ItemStore store = new ItemStore(SELF, new ItemStoreOptions(3, Duration.ofHours(2)));

  @Test
  void an_immutable_item_is_found_under_its_hash_for_two_hours() {
    Item item = immutable("hello");

    assertThat(put(0, item)).isEqualTo(STORED);

    assertThat(store.find(2 * HOUR - 1, item.target())).isEqualTo(item);
    assertThat(store.find(2 * HOUR, item.target())).isNull();
    assertThat(store.size()).isZero();
  }

  @Test
  void putting_an_item_again_keeps_it_for_longer() {
    Item item = immutable("hello");
    put(0, item);

    assertThat(put(HOUR, item)).isEqualTo(REFRESHED);

    assertThat(store.find(2 * HOUR + 1, item.target())).isEqualTo(item);
  }

  @Test
  void a_higher_sequence_number_replaces_a_mutable_item() {
    put(0, mutable(1, "one"));

    assertThat(put(0, mutable(2, "two"))).isEqualTo(STORED);

    assertThat(stored(0)).isEqualTo(mutable(2, "two"));
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void a_lower_sequence_number_is_refused() {
    put(0, mutable(2, "two"));

    assertThat(code(put(0, mutable(1, "one")))).isEqualTo(302);

    assertThat(stored(0)).isEqualTo(mutable(2, "two"));
  }

  @Test
  void an_equal_sequence_number_refreshes_the_same_value_and_refuses_another() {
    put(0, mutable(2, "two"));

    assertThat(put(HOUR, mutable(2, "two"))).isEqualTo(REFRESHED);
    assertThat(code(put(HOUR, mutable(2, "zwei")))).isEqualTo(302);

    assertThat(stored(2 * HOUR)).isEqualTo(mutable(2, "two"));
  }

  @Test
  void cas_must_name_the_stored_sequence_number() {
    put(0, mutable(2, "two"));

    assertThat(code(store.put(0, mutable(3, "three"), OptionalLong.of(1)))).isEqualTo(301);
    assertThat(code(store.put(0, mutable(1, "one"), OptionalLong.of(1)))).isEqualTo(301);
    assertThat(store.put(0, mutable(3, "three"), OptionalLong.of(2))).isEqualTo(STORED);
    assertThat(code(store.put(0, mutable(3, "three"), OptionalLong.of(2)))).isEqualTo(301);
    assertThat(store.put(0, mutable(3, "three"), OptionalLong.of(3))).isEqualTo(REFRESHED);
  }

  @Test
  void cas_is_ignored_when_nothing_is_stored() {
    assertThat(store.put(0, mutable(1, "one"), OptionalLong.of(9))).isEqualTo(STORED);
    assertThat(store.put(2 * HOUR, mutable(0, "zero"), OptionalLong.of(9))).isEqualTo(STORED);
  }

  @Test
  void a_signature_that_does_not_fit_is_refused_first_of_all() {
    MutableItem good = mutable(5, "five");
    put(0, good);
    MutableItem forged =
        MutableItem.ofEncoded(
            good.publicKey(), good.salt(), 6, good.encoded(), Bytes.wrap(new byte[64]));

    assertThat(code(store.put(0, forged, OptionalLong.of(1)))).isEqualTo(206);
    assertThat(stored(0)).isEqualTo(good);
  }

  @Test
  void a_full_store_refuses_what_it_has_no_room_for_without_a_look_at_the_signature() {
    ItemStore small = new ItemStore(SELF, new ItemStoreOptions(1, Duration.ofHours(2)));
    MutableItem far = mutable(5, "five");
    Item near = immutable("0");
    for (int i = 1; SELF.compareDistance(near.target(), far.target()) > 0; i++) {
      near = immutable(String.valueOf(i));
    }
    small.put(0, near, OptionalLong.empty());
    MutableItem forged =
        MutableItem.ofEncoded(
            far.publicKey(), far.salt(), 6, far.encoded(), Bytes.wrap(new byte[64]));

    assertThat(code(small.put(0, forged, OptionalLong.empty()))).isEqualTo(202);
  }

  @Test
  void items_with_different_salt_stand_side_by_side() {
    MutableItem plain = mutable(1, "plain");
    MutableItem salted = MutableItem.sign(KEY, Bytes.utf8("salt"), 1, BString.of("salted"));

    put(0, plain);
    put(0, salted);

    assertThat(store.find(0, plain.target())).isEqualTo(plain);
    assertThat(store.find(0, salted.target())).isEqualTo(salted);
  }

  @Test
  void a_full_store_gives_up_the_item_farthest_from_the_node() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      items.add(immutable("value " + i));
    }
    items.sort((a, b) -> SELF.compareDistance(a.target(), b.target()));
    put(0, items.get(3));
    put(0, items.get(1));
    put(0, items.get(2));

    assertThat(store.hasRoomFor(0, items.get(4).target())).isFalse();
    assertThat(code(put(0, items.get(4)))).isEqualTo(202);
    assertThat(store.hasRoomFor(0, items.get(3).target())).isTrue();
    assertThat(store.hasRoomFor(0, items.get(0).target())).isTrue();
    assertThat(put(0, items.get(0))).isEqualTo(STORED);

    assertThat(store.size()).isEqualTo(3);
    assertThat(store.find(0, items.get(3).target())).isNull();
    assertThat(store.find(0, items.get(0).target())).isEqualTo(items.get(0));
  }

  @Test
  void sweeping_frees_what_nobody_asks_for() {
    put(0, immutable("a"));
    put(HOUR, immutable("b"));

    store.sweep(2 * HOUR);

    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void a_new_id_changes_what_is_far() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      items.add(immutable("value " + i));
    }
    items.sort((a, b) -> SELF.compareDistance(a.target(), b.target()));
    items.subList(0, 3).forEach(item -> put(0, item));

    store.recentre(items.get(3).target());

    assertThat(put(0, items.get(3))).isEqualTo(STORED);
    assertThat(store.find(0, items.get(3).target())).isEqualTo(items.get(3));
  }

  private PutOutcome put(long now, Item item) {
    return store.put(now, item, OptionalLong.empty());
  }

  private Item stored(long now) {
    return store.find(now, mutable(0, "").target());
  }

  private static int code(PutOutcome outcome) {
    return ((PutOutcome.Refused) outcome).code();
  }

  private static Item immutable(String text) {
    return ImmutableItem.of(BString.of(text));
  }

  private static MutableItem mutable(long seq, String text) {
    return MutableItem.sign(KEY, Bytes.EMPTY, seq, BString.of(text));
  }
}
