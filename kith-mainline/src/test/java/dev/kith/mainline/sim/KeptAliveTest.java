package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What an application has put stays there for as long as its node runs (BEP 44: put again every
/// hour, for holders forget after two).
class KeptAliveTest {
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration WATCHED = Duration.ofHours(8);

  @Test
  void items_stay() {
    MainlineWorld net = MainlineWorld.of("KeptAliveTest#items_stay", Link.standard()).grow(20);
    List<ImmutableItem> items = items();

    items.forEach(item -> net.world().await(net.first().getFirst().node().put(item)));

    assertThat(absences(net, items)).isZero();
  }

  /// Where others store it too and more widely, an author may find more copies than there need be
  /// and spare himself a turn. He cannot see how old they are.
  @Test
  void items_stay_though_there_were_more_copies_than_needed() {
    MainlineWorld net =
        MainlineWorld.of("KeptAliveTest#items_stay_though*", Link.standard()).grow(20);
    List<ImmutableItem> items = items();
    Resident admirer = net.with(options -> options.k(14).republish(false)).add();
    net.world().await(admirer.joined());

    items.forEach(item -> net.world().await(net.first().getFirst().node().put(item)));
    net.run(Duration.ofMinutes(10));
    items.forEach(
        item ->
            assertThat(net.world().await(admirer.node().put(item)).acknowledged())
                .isGreaterThan(8));

    assertThat(absences(net, items)).isZero();
  }

  @Test
  void three_thousand_items_of_one_author_stay() {
    MainlineWorld net =
        MainlineWorld.of("KeptAliveTest#three_thousand*", Link.standard())
            .with(options -> options.mostItems(10_000))
            .grow(20);
    List<ImmutableItem> items = items(3_000);
    Resident author = net.any();

    items.forEach(item -> net.world().await(author.node().put(item)));
    net.run(Duration.ofHours(6));

    int alive = 0;
    for (ImmutableItem item : items) {
      var got = net.world().await(net.any().node().get(item.target()));
      alive += got.item().isPresent() ? 1 : 0;
    }
    assertThat(alive).isEqualTo(items.size());
  }

  private static List<ImmutableItem> items() {
    return items(20);
  }

  private static List<ImmutableItem> items(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ImmutableItem.of(BString.of("item " + i)))
        .toList();
  }

  // How often somebody did not find one of them.
  private static int absences(MainlineWorld net, List<ImmutableItem> items) {
    int absences = 0;
    for (Duration at = Duration.ZERO; at.compareTo(WATCHED) < 0; at = at.plus(STEP)) {
      net.run(STEP);
      for (ImmutableItem item : items) {
        var got = net.world().await(net.any().node().get(item.target()));
        absences += got.item().isPresent() ? 0 : 1;
      }
    }
    return absences;
  }

  /// Of two that are put at once the older may be acknowledged last: one of its requests is lost.
  @Test
  void of_two_items_put_at_once_the_newer_stays() {
    MainlineWorld net =
        MainlineWorld.of("KeptAliveTest#of_two*", Link.standard().withLoss(0.02)).grow(50);
    Resident author = net.any();
    List<SigningKey> keys = IntStream.rangeClosed(1, 20).mapToObj(KeptAliveTest::key).toList();
    for (SigningKey key : keys) {
      var _ = author.node().put(MutableItem.sign(key, Bytes.EMPTY, 1, BString.of("older")));
      net.run(Duration.ofMillis(10));
      var _ = author.node().put(MutableItem.sign(key, Bytes.EMPTY, 2, BString.of("newer")));
      net.run(Duration.ofSeconds(20));
    }

    net.run(Duration.ofHours(3));

    assertThat(keys).allSatisfy(key -> assertThat(seq(net, key)).isEqualTo(2));
  }

  /// Two devices have the same key, and the one that put the newer item does not keep it alive.
  @Test
  void the_newer_item_of_another_device_stays() {
    MainlineWorld net = MainlineWorld.of("KeptAliveTest#the_newer_item*", Link.standard()).grow(50);
    Resident first = net.first().getFirst();
    Resident second = net.with(options -> options.republish(false)).add();
    net.world().await(second.joined());
    SigningKey key = key(5);

    net.world().await(first.node().put(key, Bytes.EMPTY, BString.of("older")));
    net.run(Duration.ofMinutes(5));
    net.world().await(second.node().put(key, Bytes.EMPTY, BString.of("newer")));

    for (int i = 0; i < 24; i++) {
      net.run(Duration.ofMinutes(15));
      assertThat(seq(net, key)).isEqualTo(2);
    }
  }

  private static SigningKey key(int number) {
    return SigningKey.of(Bytes.hex("%02x".formatted(number).repeat(32)));
  }

  // That of the item which anybody finds; 0 if there is none.
  private static long seq(MainlineWorld net, SigningKey key) {
    var got = net.world().await(net.any().node().get(key.publicKey(), Bytes.EMPTY));
    return got.item().map(MutableItem::seq).orElse(0L);
  }
}
