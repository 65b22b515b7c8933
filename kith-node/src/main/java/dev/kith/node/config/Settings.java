package dev.kith.node.config;

import dev.kith.node.cli.Failure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the flags, the environment and the file say, the first to speak winning. A value that
/// cannot be read ends the command with a line that names its origin.
public final class Settings {
  private final List<Map<String, Setting>> layers;

  private Settings(List<Map<String, Setting>> layers) {
    this.layers = layers;
  }

  /// Asks `flags`, then `environment`, then the file `toml` if there is one.
  public static Settings of(
      Map<String, Setting> flags, Map<String, String> environment, @Nullable Path toml) {
    Map<String, Setting> variables = new HashMap<>();
    for (String key : SettingKeys.ALL) {
      String variable = SettingKeys.variable(key);
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        variables.put(key, Setting.listed(value, variable, false));
      }
    }
    return new Settings(List.of(flags, variables, toml == null ? Map.of() : TomlFile.read(toml)));
  }

  /// What a flag says, for [#of].
  public static Setting flag(String name, String... values) {
    return new Setting(List.of(values), name, true);
  }

  /// The one value of `key`, read by `parse`, which refuses with an [IllegalArgumentException].
  public <T> Optional<T> one(String key, Function<String, T> parse) {
    return find(key)
        .map(
            setting -> {
              if (setting.values().size() != 1) {
                throw failure(setting, "expected one value, got " + setting.values().size());
              }
              return parsed(setting, setting.values().getFirst(), parse);
            });
  }

  /// The values of `key`, each read by `parse`.
  public <T> Optional<List<T>> list(String key, Function<String, T> parse) {
    return find(key)
        .map(
            setting ->
                setting.values().stream().map(value -> parsed(setting, value, parse)).toList());
  }

  /// Like [#list], where no value at all makes no sense.
  public <T> Optional<List<T>> someOf(String key, Function<String, T> parse) {
    Optional<List<T>> values = list(key, parse);
    if (values.filter(List::isEmpty).isPresent()) {
      throw wrong(key, key + ": expected at least one");
    }
    return values;
  }

  /// Whether `key` is set to true.
  public boolean isOn(String key) {
    return one(key, Settings::truth).orElse(false);
  }

  /// The error that `key` has the wrong value.
  public Failure wrong(String key, String what) {
    return find(key).map(setting -> failure(setting, what)).orElseGet(() -> Failure.usage(what));
  }

  private Optional<Setting> find(String key) {
    return layers.stream()
        .map(layer -> Optional.ofNullable(layer.get(key)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static <T> T parsed(Setting setting, String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException bad) {
      throw failure(setting, String.valueOf(bad.getMessage()));
    }
  }

  private static Failure failure(Setting setting, String what) {
    String line = setting.origin() + ": " + what;
    return setting.typed() ? Failure.usage(line) : Failure.start(line, null);
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw new IllegalArgumentException("'" + text + "': expected true or false");
    };
  }
}
