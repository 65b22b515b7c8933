package dev.kith.node.config;

import java.util.List;

/// What one source says about one key.
///
/// @param values the value, or the elements of a list; texts as they were written
/// @param origin where it was said, for an error: `--http`, `KITH_HTTP`, `kith.toml line 3`
/// @param typed whether it was typed on the command line, which makes a mistake one of usage
public record Setting(List<String> values, String origin, boolean typed) {
  /// Copies the list.
  public Setting {
    values = List.copyOf(values);
  }

  /// A setting of one or more values separated by commas.
  static Setting listed(String text, String origin, boolean typed) {
    return new Setting(
        List.of(text.split(",", -1)).stream().map(String::strip).toList(), origin, typed);
  }
}
