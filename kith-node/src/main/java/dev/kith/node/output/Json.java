package dev.kith.node.output;

import java.util.List;
import java.util.Map;

/// Writes [Fields] as JSON on one line. A few lines of our own, because a JSON library takes longer
/// to load than most commands run.
public final class Json {
  private Json() {}

  /// `fields` as one JSON object without line ends.
  public static String write(Fields fields) {
    StringBuilder json = new StringBuilder(128);
    append(json, fields);
    return json.toString();
  }

  private static void append(StringBuilder json, Object value) {
    switch (value) {
      case Fields fields -> {
        String separator = "{";
        for (Map.Entry<String, Object> field : fields.asMap().entrySet()) {
          json.append(separator);
          appendText(json, field.getKey());
          json.append(':');
          append(json, field.getValue());
          separator = ",";
        }
        json.append(fields.asMap().isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String separator = "[";
        for (Object element : list) {
          json.append(separator);
          append(json, element);
          separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
      }
      case Double number ->
          json.append(Double.isFinite(number) ? number.toString() : "null"); // JSON knows no others
      case String text -> appendText(json, text);
      default -> json.append(value); // whole numbers and booleans: Fields lets in nothing else
    }
  }

  private static void appendText(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          // Line separators are legal in JSON but end a line for some readers of JSON Lines.
          if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || isLoneSurrogate(text, i)) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
