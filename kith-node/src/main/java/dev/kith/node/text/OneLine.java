package dev.kith.node.text;

/// Text that others wrote, made fit for one line of a terminal or a log.
///
/// What a terminal would obey, what ends a line and what reorders or hides other characters is
/// written as a backslash, a `u` and its number in braces. All that a person is shown passes here.
public final class OneLine {
  private OneLine() {}

  /// `text` with every such character written out; itself if it has none.
  public static String of(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point)) {
                line.appendCodePoint(point);
              } else {
                line.append("\\u{").append(Integer.toHexString(point)).append('}');
              }
            });
    return line.toString();
  }

  /// Whether a terminal would show every character of `text` and obey none: no control characters
  /// (line ends included), and none that reorder or hide what follows.
  static boolean isPlain(String text) {
    return text.codePoints().allMatch(OneLine::isPlain);
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Of the invisible ones, emoji need the two joiners; the others can make a text lie.
      case Character.FORMAT -> point == 0x200c || point == 0x200d;
      default -> true;
    };
  }
}
