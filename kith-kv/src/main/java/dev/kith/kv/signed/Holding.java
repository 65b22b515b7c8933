package dev.kith.kv.signed;

import dev.kith.core.id.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that a key holds: the value of its one owner, or one value of each of several.
public sealed interface Holding {
  /// The longest [#text()] that is kept: about eighty small values.
  int MAX_TEXT_BYTES = 32 * 1024;

  /// The values, at least one, in order of their owners' first arrival.
  List<SignedValue> values();

  /// The holding as it is stored and sent: the JSON of its value, or an array of them.
  String text();

  /// Whether every signature in it is its owner's, for `key`.
  default boolean isAuthentic(NodeId key, SignatureCheck check) {
    return values().stream().allMatch(value -> value.isAuthentic(key, check));
  }

  /// What a key holds after `value` was the first to be stored under it.
  static Holding of(SignedValue value) {
    return switch (value.persistMode()) {
      case SECURED -> new Secured(value);
      case CONTROLLED -> new Controlled(List.of(value));
    };
  }

  /// One owner's value, which nobody else replaces.
  ///
  /// @param value has the mode `SECURED`
  record Secured(SignedValue value) implements Holding {
    /// Checks the mode.
    public Secured {
      if (value.persistMode() != PersistMode.SECURED) {
        throw new IllegalArgumentException("expected a SECURED value");
      }
    }

    @Override
    public List<SignedValue> values() {
      return List.of(value);
    }

    @Override
    public String text() {
      return value.text();
    }
  }

  /// Values of several owners side by side.
  ///
  /// @param values at least one, all with the mode `CONTROLLED`, of different owners
  record Controlled(List<SignedValue> values) implements Holding {
    /// The most owners of one key.
    public static final int MOST_OWNERS = 64;

    /// Checks number, modes and owners.
    public Controlled {
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > MOST_OWNERS) {
        throw new IllegalArgumentException(
            "a key holds 1 to " + MOST_OWNERS + " owners' values, not " + values.size());
      }
      Set<String> owners = new LinkedHashSet<>();
      for (SignedValue value : values) {
        if (value.persistMode() != PersistMode.CONTROLLED) {
          throw new IllegalArgumentException("expected CONTROLLED values only");
        }
        if (!owners.add(value.owner())) {
          throw new IllegalArgumentException("an owner has one value, not two");
        }
      }
    }

    @Override
    public String text() {
      StringBuilder json = new StringBuilder("[");
      for (SignedValue value : values) {
        json.append(json.length() == 1 ? "" : ", ");
        value.appendTo(json);
      }
      return json.append(']').toString();
    }
  }
}
