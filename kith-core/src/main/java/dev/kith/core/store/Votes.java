package dev.kith.core.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What most of many sources say: of our own external address, for one, which every answer may
/// claim (BEP 42, "ip").
///
/// Of each source the latest claim counts, and of all only the latest claims: mldht looks at 64 and
/// believes a majority after 20. A few liars so change nothing, and a real change is believed soon.
/// Nothing is kept until the first vote. For one thread.
///
/// Claims lie in parallel arrays, latest last. There are few, so they are searched one after the
/// other, by hash: that touches a small piece of memory, where a map of entries would be spread
/// over much.
///
/// @param <S> who claims: an address, or better its block, of which one operator has few
/// @param <T> what is claimed
public final class Votes<S, T> {
  private static final int[] NO_HASHES = {};
  private static final @Nullable Object[] NOTHING = {};

  private final int window;
  private final int quorum;
  private int[] hashes = NO_HASHES; // of the sources
  private @Nullable Object[] sources = NOTHING;
  private @Nullable Object[] claims = NOTHING;
  private int size;

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
    int earlier = placeOf(source);
    if (earlier >= 0) {
      remove(earlier);
    } else if (size == window) {
      remove(0);
    } else if (size == hashes.length) {
      grow();
    }
    hashes[size] = source.hashCode();
    sources[size] = source;
    // Nearly all say the same: one object of it is enough.
    claims[size] = size > 0 && claim.equals(claims[size - 1]) ? claims[size - 1] : claim;
    size++;
  }

  /// What more than half of the sources claim; empty if nothing is, or too few have said anything.
  public Optional<T> majority() {
    if (size < quorum) {
      return Optional.empty();
    }
    // Only this one can have a majority (Boyer and Moore 1981); whether it has is counted.
    T candidate = claim(0);
    int lead = 0;
    for (int i = 0; i < size; i++) {
      if (lead == 0) {
        candidate = claim(i);
      }
      lead += claim(i).equals(candidate) ? 1 : -1;
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += claim(i).equals(candidate) ? 1 : 0;
    }
    return 2 * count > size ? Optional.of(candidate) : Optional.empty();
  }

  /// Forgets all claims: after our address is known to have changed.
  public void clear() {
    hashes = NO_HASHES;
    sources = NOTHING;
    claims = NOTHING;
    size = 0;
  }

  private int placeOf(S source) {
    int hash = source.hashCode();
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash && source.equals(sources[i])) {
        return i;
      }
    }
    return -1;
  }

  private void remove(int place) {
    size--;
    int later = size - place;
    System.arraycopy(hashes, place + 1, hashes, place, later);
    System.arraycopy(sources, place + 1, sources, place, later);
    System.arraycopy(claims, place + 1, claims, place, later);
  }

  private void grow() {
    int grown = Math.min(window, Math.max(4, 2 * size));
    hashes = Arrays.copyOf(hashes, grown);
    sources = Arrays.copyOf(sources, grown);
    claims = Arrays.copyOf(claims, grown);
  }

  @SuppressWarnings("unchecked") // only claims are put there
  private T claim(int place) {
    return (T) Objects.requireNonNull(claims[place]);
  }
}
