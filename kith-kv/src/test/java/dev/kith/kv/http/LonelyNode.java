package dev.kith.kv.http;

import dev.kith.core.id.NodeId;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.Memory;
import dev.kith.kv.signed.Overwrite;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedRules;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Signed values on one node that knows no other, with a clock that is set by hand.
public final class LonelyNode implements SignedValues {
  /// Unix seconds.
  public long wall = 1_795_224_610;

  private final SignedRules rules = new SignedRules(People.NODE);
  private final Map<NodeId, Holding> held = new LinkedHashMap<>();
  private final Map<NodeId, Memory> superseded = new LinkedHashMap<>();

  @Override
  public CompletableFuture<Written> store(String text, SignedValue value) {
    NodeId key = SignedText.digestOf(text);
    Optional<Refusal> objection = rules.objection(key, value, wall, memory(key));
    return CompletableFuture.completedFuture(
        objection.<Written>map(Written.Refused::new).orElseGet(() -> store(key, value)));
  }

  private Written store(NodeId key, SignedValue value) {
    return switch (rules.decide(Optional.ofNullable(held.get(key)), value, memory(key))) {
      case Overwrite.Store(Holding next, var _) -> {
        held.put(key, next);
        yield new Written.Stored(1, 1);
      }
      case Overwrite.Keep _ -> new Written.Stored(1, 1);
      case Overwrite.Refuse(Refusal refusal) -> new Written.Refused(refusal);
    };
  }

  @Override
  public CompletableFuture<Found> find(String text) {
    NodeId key = SignedText.digestOf(text);
    Optional<Holding> holding = Optional.ofNullable(held.get(key));
    int votes = holding.isPresent() ? 1 : 0;
    return CompletableFuture.completedFuture(
        new Found(rules.vouch(key, holding.map(Holding::text)), votes, votes));
  }

  private Memory memory(NodeId key) {
    return superseded.computeIfAbsent(key, _ -> new Memory());
  }
}
