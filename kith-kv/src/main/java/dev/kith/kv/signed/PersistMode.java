package dev.kith.kv.signed;

import java.util.Optional;

/// Who may write under a key that already holds something. The names are those on the wire.
public enum PersistMode {
  /// Only the first owner, whose new value replaces the old one.
  SECURED,
  /// Anyone: each owner has one value, beside those of the others.
  CONTROLLED;

  /// The mode with this name, exactly as written.
  public static Optional<PersistMode> named(String name) {
    return switch (name) {
      case "SECURED" -> Optional.of(SECURED);
      case "CONTROLLED" -> Optional.of(CONTROLLED);
      default -> Optional.empty();
    };
  }
}
