package dev.kith.kv.signed;

import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a value that arrives does to what its key holds. The signature has been checked before.
///
/// | found | new SECURED | new CONTROLLED |
/// |---|---|---|
/// | nothing | stored | stored as an array of one |
/// | SECURED, same owner | replaces it | refused |
/// | SECURED, another owner | refused | refused |
/// | CONTROLLED | refused | the owner's own replaced in place, or appended |
public sealed interface Overwrite {
  /// The key holds this from now on.
  ///
  /// @param holding with the value that arrived
  /// @param replaced the value of the same owner that it took the place of
  record Store(Holding holding, Optional<SignedValue> replaced) implements Overwrite {}

  /// The key holds the very value that arrived.
  ///
  /// @param holding what was found
  record Keep(Holding holding) implements Overwrite {}

  /// The key goes on holding what it holds.
  ///
  /// @param refusal why
  record Refuse(Refusal refusal) implements Overwrite {}

  /// Decides about `arriving`, where `found` is what the network and this node hold.
  static Overwrite decide(Optional<Holding> found, SignedValue arriving) {
    if (found.isEmpty()) {
      return new Store(Holding.of(arriving), Optional.empty());
    }
    return switch (found.get()) {
      case Secured secured -> over(secured, arriving);
      case Controlled controlled -> beside(controlled, arriving);
    };
  }

  private static Overwrite over(Secured found, SignedValue arriving) {
    if (!found.value().hasOwnerOf(arriving)) {
      return new Refuse(Refusal.OTHER_OWNER);
    }
    return switch (arriving.persistMode()) {
      case CONTROLLED -> new Refuse(Refusal.OTHER_MODE);
      case SECURED ->
          found.value().equals(arriving)
              ? new Keep(found)
              : new Store(new Secured(arriving), Optional.of(found.value()));
    };
  }

  private static Overwrite beside(Controlled found, SignedValue arriving) {
    return switch (arriving.persistMode()) {
      case SECURED -> new Refuse(Refusal.OTHER_MODE);
      case CONTROLLED -> merge(found, arriving);
    };
  }

  private static Overwrite merge(Controlled found, SignedValue arriving) {
    List<SignedValue> values = new ArrayList<>(found.values());
    for (int i = 0; i < values.size(); i++) {
      SignedValue held = values.get(i);
      if (held.equals(arriving)) {
        return new Keep(found);
      }
      if (held.hasOwnerOf(arriving)) {
        values.set(i, arriving);
        return fitting(values, Optional.of(held));
      }
    }
    values.add(arriving);
    return fitting(values, Optional.empty());
  }

  private static Overwrite fitting(List<SignedValue> values, Optional<SignedValue> replaced) {
    if (values.size() > Controlled.MOST_OWNERS) {
      return new Refuse(Refusal.NO_ROOM);
    }
    Controlled merged = new Controlled(values);
    return merged.text().length() > Holding.MAX_TEXT_BYTES
        ? new Refuse(Refusal.NO_ROOM)
        : new Store(merged, replaced);
  }
}
