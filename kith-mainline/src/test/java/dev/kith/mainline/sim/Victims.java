package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.SimHost;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Attacks one node in the names of others, who answer nothing, and keeps the books of what comes
/// of it.
final class Victims {
  private static final Duration STEP = Duration.ofMillis(10);
  private static final List<Lure> KINDS = List.of(Lure.values());

  private final MainlineWorld net;
  private final Resident node;
  private final Lure.Bait bait;
  private final SimHost attacker;
  private final Reflection books;
  private final RandomGenerator random = new SplittableRandom(Seed.current());
  private int number;

  Victims(MainlineWorld net, Resident node, Lure.Bait bait) {
    this.net = net;
    this.node = node;
    this.bait = bait;
    this.attacker = net.world().host();
    this.books = new Reflection(node.endpoint());
    node.gate(books);
    net.world().tap(books);
  }

  /// Sends `count` datagrams, evenly over `duration`, all kinds in turn, the i-th in the name of
  /// `victim.apply(i)` at any port; then waits until all that may come of it has come.
  Reflection attack(int count, Duration duration, IntFunction<Address> victim) {
    long steps = duration.dividedBy(STEP);
    int sent = 0;
    for (long step = 1; step <= steps; step++) {
      for (long due = step * count / steps; sent < due; sent++) {
        lure(KINDS.get(sent % KINDS.size()), victim.apply(sent));
      }
      net.run(STEP);
    }
    net.run(Duration.ofSeconds(10));
    return books;
  }

  private void lure(Lure kind, Address victim) {
    int here = number++ & 0xffffff;
    Bytes t = Bytes.wrap(new byte[] {(byte) (here >>> 16), (byte) (here >>> 8), (byte) here});
    Bytes datagram = kind.datagram(t, bait, random);
    books.add(victim);
    books.asked(here, datagram.length());
    Endpoint from = new Endpoint(victim, 1_024 + random.nextInt(60_000));
    net.world().forge(attacker, from, node.endpoint(), datagram);
  }

  /// The number that [#attack] has written into a transaction id.
  static int number(Bytes t) {
    return (t.at(0) & 0xff) << 16 | (t.at(1) & 0xff) << 8 | t.at(2) & 0xff;
  }
}
