package dev.kith.kv.signed;

import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the holding that most of several nodes agree on. Only what has been verified is to be
/// cast, and each node has one vote.
///
/// First the persist mode with the most votes wins. Of SECURED values then the owner with the most
/// votes, and of that owner's values the one with the most; of CONTROLLED ones each owner's most
/// frequent value, with the owners of all holdings together. Among an owner's values with as many
/// votes the later `exp_time` wins; between equals whoever came first, so cast the nearest node's
/// vote first.
public final class Ballot {
  private final Map<Holding, Integer> votes = new LinkedHashMap<>();
  private int cast;

  /// A ballot without votes.
  public Ballot() {}

  /// What came of a ballot.
  ///
  /// @param holding what most agree on
  /// @param votes how many nodes hold exactly that
  /// @param cast how many nodes voted
  public record Result(Holding holding, int votes, int cast) {}

  /// Counts one node's vote.
  public void cast(Holding holding) {
    votes.merge(holding, 1, Integer::sum);
    cast++;
  }

  /// The winner; empty if there was no vote.
  public Optional<Result> result() {
    if (votes.isEmpty()) {
      return Optional.empty();
    }
    Map<PersistMode, Integer> modes = new LinkedHashMap<>();
    votes.forEach((holding, count) -> modes.merge(modeOf(holding), count, Integer::sum));
    Holding winner =
        switch (most(modes)) {
          case SECURED -> secured();
          case CONTROLLED -> controlled();
        };
    return Optional.of(new Result(winner, votes.getOrDefault(winner, 0), cast));
  }

  private Holding secured() {
    Map<String, Map<SignedValue, Integer>> byOwner = byOwner(Secured.class);
    Map<String, Integer> owners = new LinkedHashMap<>();
    byOwner.forEach(
        (owner, values) ->
            owners.put(owner, values.values().stream().mapToInt(Integer::intValue).sum()));
    return new Secured(best(byOwner.getOrDefault(most(owners), Map.of())));
  }

  private Holding controlled() {
    List<SignedValue> values = new ArrayList<>();
    for (Map<SignedValue, Integer> ofOwner : byOwner(Controlled.class).values()) {
      if (values.size() < Controlled.MOST_OWNERS) {
        values.add(best(ofOwner));
      }
    }
    return new Controlled(values);
  }

  /// The votes for each owner's values, owners in the order that most nodes have them in.
  private Map<String, Map<SignedValue, Integer>> byOwner(Class<? extends Holding> kind) {
    List<Map.Entry<Holding, Integer>> sorted = new ArrayList<>(votes.entrySet());
    sorted.sort((a, b) -> b.getValue() - a.getValue());
    Map<String, Map<SignedValue, Integer>> byOwner = new LinkedHashMap<>();
    for (Map.Entry<Holding, Integer> entry : sorted) {
      if (kind.isInstance(entry.getKey())) {
        for (SignedValue value : entry.getKey().values()) {
          byOwner
              .computeIfAbsent(value.owner(), _ -> new LinkedHashMap<>())
              .merge(value, entry.getValue(), Integer::sum);
        }
      }
    }
    return byOwner;
  }

  private static SignedValue best(Map<SignedValue, Integer> values) {
    int most = values.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    SignedValue best = null;
    for (Map.Entry<SignedValue, Integer> entry : values.entrySet()) {
      if (entry.getValue() == most && (best == null || expTime(entry.getKey()) > expTime(best))) {
        best = entry.getKey();
      }
    }
    return Optional.ofNullable(best).orElseThrow();
  }

  private static long expTime(SignedValue value) {
    return value.authorization().publicKey().expTime().orElse(Long.MIN_VALUE);
  }

  /// The first of those with the most votes.
  private static <T> T most(Map<T, Integer> tally) {
    int most = tally.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return tally.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static PersistMode modeOf(Holding holding) {
    return switch (holding) {
      case Secured _ -> PersistMode.SECURED;
      case Controlled _ -> PersistMode.CONTROLLED;
    };
  }
}
