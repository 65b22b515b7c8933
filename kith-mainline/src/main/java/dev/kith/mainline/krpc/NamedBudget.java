package dev.kith.mainline.krpc;

import dev.kith.core.limit.ByteBudget;
import dev.kith.core.limit.ByteLimits;
import dev.kith.core.limit.ValidatedAddresses;
import dev.kith.core.net.Address;
import dev.kith.core.net.Loop;

/// What lookups may send to those who have not answered us within ten minutes. Whoever answers a
/// lookup names whom it likes, perhaps somebody who never asked for it; so bytes to such addresses
/// are counted ([ByteLimits#DEFAULT]). Local addresses are exempt. For the loop's thread.
final class NamedBudget {
  private static final int MOST_VALIDATED = 4_096;

  private final Loop loop;
  private final ValidatedAddresses validated;
  private final ByteBudget budget;

  /// A budget of which nothing is spent.
  NamedBudget(Loop loop) {
    this.loop = loop;
    this.validated = new ValidatedAddresses(MOST_VALIDATED, loop.random().nextLong());
    this.budget = new ByteBudget(ByteLimits.DEFAULT, validated, loop.random().nextLong());
  }

  /// `address` has answered us.
  void answered(Address address) {
    if (!address.isLocal()) {
      validated.add(loop.now(), address);
    }
  }

  /// Whether a query of `bytes` may be sent to `address` now; if so it is charged, headers
  /// included.
  boolean mayAsk(Address address, int bytes) {
    return budget.admitsOwn(loop.now(), address, bytes + ByteBudget.headers(address));
  }
}
