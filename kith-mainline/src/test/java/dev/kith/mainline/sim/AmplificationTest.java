package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.Tap;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that is asked for much in the name of somebody else: how much it sends there.
///
/// Bars: three bytes out for each byte in, headers included, and to one address no more than 1.1
/// KiB a second that nobody paid for, within any minute.
class AmplificationTest {
  private static final int NODES = 100;
  private static final int BLOCK = 0xc6336400; // 198.51.100.0/24, where no host of the world is
  private static final double MOST_FACTOR = 3.0;
  private static final long MOST_TO_A_VICTIM = (long) (1.1 * 1_024 * 60);
  private static final long MOST_TO_A_BLOCK = 16_384 + 60 * 4_096;
  private static final long MOST_IN_ALL = (1 << 20) + 60 * (1 << 20);

  @Test
  void one_victim_gets_little() {
    attack("one_victim*", 300_000, i -> Address.v4(BLOCK | 7));
  }

  @Test
  void a_block_of_victims_gets_little() {
    attack("a_block*", 300_000, i -> Address.v4(BLOCK | 1 + i * 7 % 254));
  }

  @Test
  void many_victims_get_little_and_none_is_forgotten_among_them() {
    attack("many_victims*", 400_000, AmplificationTest::oneOfMany);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(strings = {"one", "block", "many"})
  void a_million_requests_bring_a_victim_little(String who) {
    attack(
        "a_million*",
        1_000_000,
        switch (who) {
          case "one" -> i -> Address.v4(BLOCK | 7);
          case "block" -> i -> Address.v4(BLOCK | 1 + i * 7 % 254);
          default -> AmplificationTest::oneOfMany;
        });
  }

  // Every tenth request is in the name of the same victim, all others in different names.
  private static Address oneOfMany(int i) {
    return Address.v4(i % 10 == 0 ? BLOCK | 7 : 0xcb000000 | (int) (i * 0x9e3779b1L & 0xffffff));
  }

  @Test
  void liars_cannot_point_the_lookups_of_a_node_at_a_victim() {
    MainlineWorld net =
        MainlineWorld.of("AmplificationTest#liars*", Link.standard())
            .with(options -> options.republish(false))
            .grow(NODES);
    Address victim = Address.v4(BLOCK | 7);
    net.all().forEach(each -> each.gate(new Pointer(victim, net.random())));
    Resident node = net.any();
    BytesTo got = new BytesTo(node.endpoint(), victim);
    net.world().tap(got);

    for (int lookup = 0; lookup < 600; lookup++) {
      var _ = node.node().findNodes(net.target());
      net.run(Duration.ofMillis(100));
    }
    net.run(Duration.ofMinutes(1));

    System.out.printf("600 lookups in a minute sent %,d bytes to whom liars named%n", got.bytes);
    assertThat(got.bytes).isPositive().isLessThanOrEqualTo(MOST_TO_A_VICTIM);
  }

  /// What one node sends to one address, headers included.
  private static final class BytesTo implements Tap {
    private final Endpoint from;
    private final Address to;
    private long bytes;

    BytesTo(Endpoint from, Address to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void sent(long now, Endpoint source, Endpoint target, int size) {
      bytes += source.equals(from) && target.address().equals(to) ? size + 28 : 0;
    }
  }

  private static void attack(String scenario, int count, IntFunction<Address> victim) {
    MainlineWorld net =
        MainlineWorld.of("AmplificationTest#" + scenario, Link.standard())
            .with(options -> options.republish(false).sends(3))
            .grow(NODES);
    Resident node = net.any();
    Lure.Bait bait = Lure.Bait.at(net, node);
    Victims victims = new Victims(net, node, bait);

    Reflection books = victims.attack(count, Duration.ofSeconds(100), victim);

    double factor = books.all().factor();
    double worst = max(books, Reflection.Account::factor);
    long unasked = (long) max(books, each -> each.mostUnaskedInAMinute());
    long toBlock =
        books.blocks().values().stream()
            .mapToLong(Reflection.Account::mostUnaskedInAMinute)
            .max()
            .orElseThrow();
    System.out.printf(
        "%,d requests in the names of %,d: factor %.2f, worst victim %.2f; unasked within a minute:"
            + " a victim %,d bytes, a /24 %,d, all %,d%n",
        count,
        books.accounts().size(),
        factor,
        worst,
        unasked,
        toBlock,
        books.all().mostUnaskedInAMinute());
    assertThat(books.all().out()).isPositive();
    assertThat(factor).isLessThanOrEqualTo(MOST_FACTOR);
    assertThat(worst).isLessThanOrEqualTo(MOST_FACTOR);
    assertThat(unasked).isLessThanOrEqualTo(MOST_TO_A_VICTIM);
    assertThat(toBlock).isLessThanOrEqualTo(MOST_TO_A_BLOCK);
    assertThat(books.all().mostUnaskedInAMinute()).isLessThanOrEqualTo(MOST_IN_ALL);
    assertThat(node.events().broken()).isEmpty();
  }

  private interface Figure {
    double of(Reflection.Account account);
  }

  private static double max(Reflection books, Figure figure) {
    return books.accounts().values().stream().mapToDouble(figure::of).max().orElseThrow();
  }
}
