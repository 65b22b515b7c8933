package dev.kith.node.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in a TOML text each key stands. The TOML library forgets that, and an error without a line
/// number sends a person searching. Looks only at the starts of lines: a key inside a multi-line
/// text may fool it, and then an error names the wrong line, no worse.
final class TomlLines {
  private static final Pattern TABLE = Pattern.compile("\\s*\\[+([^\\]]*)\\].*");
  private static final Pattern KEY =
      Pattern.compile("\\s*((?:[\\w.\\- ]|\"[^\"]*\"|'[^']*')+?)\\s*=.*");

  private final Map<String, Integer> lines = new LinkedHashMap<>();

  /// Reads `text`.
  TomlLines(String text) {
    String table = "";
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher header = TABLE.matcher(line);
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        String path = plain(key.group(1));
        remember(table.isEmpty() ? path : table + "." + path, number);
      } else if (header.matches()) {
        table = plain(header.group(1));
        remember(table, number);
      }
    }
  }

  /// The line of `key`, from 1; of what it is in, if it has none of its own; else 1.
  int of(String key) {
    for (String path = key; ; path = path.substring(0, path.lastIndexOf('.'))) {
      Integer line = lines.get(path);
      if (line != null || path.indexOf('.') < 0) {
        return line == null ? 1 : line;
      }
    }
  }

  private void remember(String path, int number) {
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      lines.putIfAbsent(path.substring(0, dot), number);
    }
    lines.putIfAbsent(path, number);
  }

  private static String plain(String key) {
    return key.replaceAll("[\\s\"']", "");
  }
}
