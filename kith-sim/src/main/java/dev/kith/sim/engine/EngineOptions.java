package dev.kith.sim.engine;

import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.rpc.RttOptions;
import dev.kith.core.rpc.Terms;
import dev.kith.core.table.TableOptions;
import java.time.Duration;

/// How an engine node behaves. Immutable; share one among all nodes of a world.
///
/// @param table how the routing table is shaped
/// @param lookup how lookups go
/// @param terms how long a request is waited for
/// @param patience between what bounds the estimate of round trips moves
/// @param maintenance whether and how often contacts are checked and buckets refreshed
public record EngineOptions(
    TableOptions table,
    LookupOptions lookup,
    Terms terms,
    RttOptions patience,
    Maintenance maintenance) {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /// The usual engine: buckets and answers of `k`, `alpha` requests at a time, requests given up
  /// after two seconds, no maintenance.
  public static EngineOptions of(int k, int alpha) {
    return new EngineOptions(
        TableOptions.of(k),
        LookupOptions.of(k, alpha),
        Terms.once(TIMEOUT),
        RttOptions.upTo(TIMEOUT),
        Maintenance.NONE);
  }

  /// The same with other table options.
  public EngineOptions with(TableOptions other) {
    return new EngineOptions(other, lookup, terms, patience, maintenance);
  }

  /// The same with other lookup options.
  public EngineOptions with(LookupOptions other) {
    return new EngineOptions(table, other, terms, patience, maintenance);
  }

  /// The same with other terms of requests.
  public EngineOptions with(Terms other) {
    return new EngineOptions(table, lookup, other, patience, maintenance);
  }

  /// The same with other maintenance.
  public EngineOptions with(Maintenance other) {
    return new EngineOptions(table, lookup, terms, patience, other);
  }

  /// What a node does to keep its table fresh.
  ///
  /// @param isOn whether it does anything, such as check those it hears from
  /// @param checkEvery how often one contact is checked
  /// @param quietFor how long a contact may be silent before it is checked
  /// @param retryAfter how long after it failed once a contact is checked again
  /// @param refreshEvery how long a bucket may be silent before it is refreshed
  public record Maintenance(
      boolean isOn,
      Duration checkEvery,
      Duration quietFor,
      Duration retryAfter,
      Duration refreshEvery) {
    /// Nothing at all.
    public static final Maintenance NONE =
        new Maintenance(false, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// A check every ten seconds, of contacts silent for ten minutes; buckets refreshed after 15
    /// minutes (BEP 5).
    public static final Maintenance USUAL =
        new Maintenance(
            true,
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(15));
  }
}
