package dev.kith.node.output;

/// Colour for a terminal, or none.
///
/// @param colours whether escape sequences are written at all
public record Paint(boolean colours) {
  /// For the less important.
  public String dim(String text) {
    return in("2", text);
  }

  /// For headings.
  public String bold(String text) {
    return in("1", text);
  }

  /// For what went well.
  public String good(String text) {
    return in("32", text);
  }

  /// For what did not.
  public String bad(String text) {
    return in("31", text);
  }

  private String in(String code, String text) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
