package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.link.Link;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Packets that come late, out of order and twice; wall clocks that jump.
class TimeFaultsTest {
  private static final int K = 8;
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("0b".repeat(32)));
  private static final MutableItem ITEM = MutableItem.sign(KEY, Bytes.EMPTY, 1, new BInteger(1));

  /// Half of the packets are held back for up to three seconds and half come twice. With time-outs
  /// long enough for that the result is the same as ever.
  @Test
  void packets_late_out_of_order_and_twice_change_no_result() {
    MainlineWorld net =
        MainlineWorld.of("TimeFaultsTest#packets_late*", Link.standard())
            .with(options -> options.queryTimeout(Duration.ofSeconds(8)))
            .grow(200);

    net.world()
        .link(Link.standard().withReordering(0.5, Duration.ofSeconds(3)).withDuplication(0.5));
    net.run(Duration.ofMinutes(10));
    Probe probe = new Probe(net, K).run(200);
    StoreReport first = net.world().await(net.any().node().put(ITEM));
    StoreReport again = net.world().await(net.any().node().put(ITEM));

    System.out.println("late, out of order and twice: " + probe + "; " + first + "; " + again);
    assertThat(probe.exact()).isEqualTo(1);
    assertThat(first.acknowledged()).isGreaterThanOrEqualTo(K);
    assertThat(again.refused()).isZero();
    assertThat(net.all()).allSatisfy(each -> assertThat(each.events().broken()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600, -3_600, 86_400, -86_400, 1L << 31, (1L << 32) / 1_000})
  void wall_clocks_that_jump_expire_nothing_and_cause_no_storm(long seconds) {
    MainlineWorld net = MainlineWorld.of("TimeFaultsTest#wall_clocks*", Link.standard()).grow(50);
    net.world().await(net.any().node().put(ITEM));
    net.run(Duration.ofMinutes(30));
    Traffic before = new Traffic(net);
    before.during(() -> net.run(Duration.ofMinutes(10)));

    net.all().forEach(each -> each.host().clock().jumpWall(Duration.ofSeconds(seconds)));
    Traffic after = new Traffic(net);
    after.during(() -> net.run(Duration.ofMinutes(10)));

    var found = net.world().await(net.any().node().get(KEY.publicKey(), Bytes.EMPTY));
    System.out.println("walls jump by " + seconds + " s: before " + before + "; after " + after);
    assertThat(found.item()).contains(ITEM);
    assertThat(after.bytesPerSecond()).isLessThanOrEqualTo(2 * before.bytesPerSecond());
  }
}
