package dev.kith.sim.check;

import dev.kith.sim.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a scenario offered, what was acknowledged, and what came back, for any network that stores
/// values. Its adapter reports; the ledger says what must not be:
///
/// - *thin air*: a value came back, or was served, that nobody ever stored under that key;
/// - *lost*: an acknowledged value is gone although fewer than k of its holders, and not all of
///   them, failed within one refresh interval;
/// - *lowered*: a holder replaced a sequence number by a lower one;
/// - *risen*: a holder serves what expired there over a second ago and was not received afresh.
///
/// Values that never change have sequence number 0. Holders are named by number. Times are those of
/// the world, or, for expiry, of the holder's own clock.
///
/// @param <K> keys, with value equality
/// @param <V> values, with value equality
public final class Ledger<K, V> {
  private static final long GRACE_NANOS = 1_000_000_000L;
  private static final int MOST_VIOLATIONS = 100;

  private final int k;
  private final long refreshNanos;
  private final Map<K, Account<V>> accounts = new LinkedHashMap<>();
  private final Map<Place<K>, Long> sequences = new LinkedHashMap<>();
  private final Map<Place<K>, Long> expired = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();

  /// An empty ledger of a network that keeps `k` copies and stores them again every `refresh`.
  public Ledger(int k, Duration refresh) {
    this.k = k;
    this.refreshNanos = refresh.toNanos();
  }

  /// Somebody is about to store `value`.
  public void offered(K key, V value, long sequence) {
    account(key).offered.put(value, sequence);
  }

  /// A holder acknowledged `value`, for the first time or again: on a republish, too.
  public void acknowledged(long now, K key, V value, long sequence, int holder) {
    Account<V> account = account(key);
    if (sequence > account.newest) {
      account.newest = sequence;
      account.holders.clear();
      account.failures.clear();
    }
    if (sequence == account.newest) {
      account.holders.add(holder);
    }
    received(holder, key);
    held(holder, key, sequence);
    if (!account.offered.containsKey(value)) {
      complain("thin air: " + key + " acknowledged with " + value + " that nobody stored");
    }
  }

  /// A holder crashed or left; what it held in memory is gone.
  public void failed(long now, int holder) {
    for (Account<V> account : accounts.values()) {
      if (account.holders.remove(holder)) {
        account.fail(now, k, refreshNanos);
      }
    }
    sequences.keySet().removeIf(place -> place.holder == holder);
    expired.keySet().removeIf(place -> place.holder == holder);
  }

  /// A holder now holds this sequence number for `key`.
  public void held(int holder, K key, long sequence) {
    Long before = sequences.put(new Place<>(holder, key), sequence);
    if (before != null && before > sequence) {
      complain(
          "lowered: holder " + holder + " went from " + before + " to " + sequence + " for " + key);
    }
  }

  /// A holder received the value of `key`, be it for the first time or again.
  public void received(int holder, K key) {
    expired.remove(new Place<>(holder, key));
  }

  /// The value of `key` expired at a holder, or was deleted there.
  public void expired(long holderNow, int holder, K key) {
    Place<K> place = new Place<>(holder, key);
    expired.put(place, holderNow);
    sequences.remove(place);
  }

  /// A holder handed `value` out.
  public void served(long holderNow, int holder, K key, V value) {
    Long since = expired.get(new Place<>(holder, key));
    if (since != null && holderNow - since > GRACE_NANOS) {
      complain(
          "risen: holder %d serves %s, expired %s ago"
              .formatted(holder, key, Duration.ofNanos(holderNow - since)));
    }
    returned(key, value);
  }

  /// A search returned `value`.
  public void returned(K key, V value) {
    Account<V> account = accounts.get(key);
    if (account == null || !account.offered.containsKey(value)) {
      complain("thin air: " + value + " came back for " + key);
    }
  }

  /// The keys whose values must be found, in the order in which they were first offered: those
  /// acknowledged that had no excuse to be lost.
  public List<K> mustBeFound() {
    List<K> keys = new ArrayList<>();
    accounts.forEach(
        (key, account) -> {
          if (account.newest >= 0 && !account.isExcused) {
            keys.add(key);
          }
        });
    return keys;
  }

  /// A search for a key of [#mustBeFound] ended with `value`, or with `null` for nothing. A value
  /// older than the newest acknowledged one counts as lost.
  public void searched(K key, @Nullable V value) {
    if (value != null) {
      returned(key, value);
    }
    Account<V> account = account(key);
    Long sequence = value == null ? null : account.offered.get(value);
    if (account.newest >= 0
        && !account.isExcused
        && (sequence == null || sequence < account.newest)) {
      complain(
          "lost: %s, acknowledged with seq %d, found %s".formatted(key, account.newest, value));
    }
  }

  /// What must not be and was, in order, at most a hundred.
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /// That there are no violations, for the checks of a world.
  public Invariant invariant() {
    return () -> violations.isEmpty() ? null : violations.getFirst();
  }

  private Account<V> account(K key) {
    return accounts.computeIfAbsent(key, absent -> new Account<>());
  }

  private void complain(String violation) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(violation);
    }
  }

  private record Place<K>(int holder, K key) {}

  private static final class Account<V> {
    final Map<V, Long> offered = new LinkedHashMap<>();
    final Set<Integer> holders = new LinkedHashSet<>();
    final List<Long> failures = new ArrayList<>(); // times, none older than a refresh interval
    long newest = -1;
    boolean isExcused;

    void fail(long now, int k, long refreshNanos) {
      failures.removeIf(time -> now - time > refreshNanos);
      failures.add(now);
      isExcused |= failures.size() >= k || holders.isEmpty();
    }
  }
}
