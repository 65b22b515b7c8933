package dev.kith.core.store;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What most of many sources say: of our own external address, for one, which every answer may
/// claim (BEP 42, "ip").
///
/// Of each source the latest claim counts, and of all only the latest claims: mldht looks at 64 and
/// believes a majority after 20. A few liars so change nothing, and a real change is believed soon.
/// Nothing is kept until the first vote. For one thread.
///
/// @param <S> who claims: an address, or better its block, of which one operator has few
/// @param <T> what is claimed
public final class Votes<S, T> {
  private final int window;
  private final int quorum;
  // Latest last.
  private @Nullable LinkedHashMap<S, T> claims;

  /// Counts the latest 64 claims, and believes no majority of fewer than 20.
  public Votes() {
    this(64, 20);
  }

  /// Counts the latest `window` claims, and believes no majority before there are `quorum`.
  public Votes(int window, int quorum) {
    if (quorum < 1 || window < quorum) {
      throw new IllegalArgumentException("1 <= quorum <= window, not " + quorum + ", " + window);
    }
    this.window = window;
    this.quorum = quorum;
  }

  /// Takes note of what `source` claims.
  public void cast(S source, T claim) {
    if (claims == null) {
      claims = new LinkedHashMap<>();
    }
    claims.putLast(source, claim);
    if (claims.size() > window) {
      claims.pollFirstEntry();
    }
  }

  /// What more than half of the sources claim; empty if nothing is, or too few have said anything.
  public Optional<T> majority() {
    if (claims == null || claims.size() < quorum) {
      return Optional.empty();
    }
    // Only this one can have a majority (Boyer and Moore 1981); whether it has is counted.
    T candidate = claims.firstEntry().getValue();
    int lead = 0;
    for (T claim : claims.values()) {
      if (lead == 0) {
        candidate = claim;
      }
      lead += claim.equals(candidate) ? 1 : -1;
    }
    int count = 0;
    for (T claim : claims.values()) {
      count += claim.equals(candidate) ? 1 : 0;
    }
    return 2 * count > claims.size() ? Optional.of(candidate) : Optional.empty();
  }

  /// Forgets all claims: after our address is known to have changed.
  public void clear() {
    claims = null;
  }
}
