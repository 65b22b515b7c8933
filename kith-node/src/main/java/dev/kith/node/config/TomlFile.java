package dev.kith.node.config;

import dev.kith.node.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads a configuration file. What is not a known key is an error that names its line.
final class TomlFile {
  private TomlFile() {}

  /// The settings in `file` by key.
  static Map<String, Setting> read(Path file) {
    String text = content(file);
    JsonNode root;
    try {
      root = new TomlMapper().readTree(text);
    } catch (JacksonException broken) {
      throw Failure.start(
          "%s line %d: %s"
              .formatted(
                  file,
                  broken.getLocation() == null ? 1 : broken.getLocation().getLineNr(),
                  broken.getOriginalMessage()),
          broken);
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    TomlLines lines = new TomlLines(text);
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> inner : entry.getValue().properties()) {
          put(settings, file, lines, entry.getKey() + "." + inner.getKey(), inner.getValue());
        }
        if (entry.getValue().isEmpty()) {
          unlessTable(file, lines, entry.getKey());
        }
      } else {
        put(settings, file, lines, entry.getKey(), entry.getValue());
      }
    }
    return settings;
  }

  private static void put(
      Map<String, Setting> settings, Path file, TomlLines lines, String key, JsonNode value) {
    String origin = file + " line " + lines.of(key);
    if (!SettingKeys.ALL.contains(key)) {
      throw Failure.start(
          origin
              + ": unknown key '"
              + key
              + "': expected one of "
              + String.join(", ", SettingKeys.ALL),
          null);
    }
    List<String> values = new ArrayList<>();
    for (JsonNode element : value.isArray() ? value : List.of(value)) {
      if (!element.isString() && !element.isIntegralNumber() && !element.isBoolean()) {
        throw Failure.start(
            origin
                + ": "
                + key
                + ": expected a text, a whole number, true or false, or a list of texts",
            null);
      }
      values.add(element.asString());
    }
    settings.put(key, new Setting(values, origin, false));
  }

  private static void unlessTable(Path file, TomlLines lines, String name) {
    if (SettingKeys.ALL.stream().noneMatch(key -> key.startsWith(name + "."))) {
      throw Failure.start(
          file + " line " + lines.of(name) + ": unknown table '" + name + "': expected a network",
          null);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw Failure.start("'" + file + "': expected a configuration file, there is none", missing);
    } catch (IOException unreadable) {
      throw Failure.start("'" + file + "': expected a readable UTF-8 text file", unreadable);
    }
  }
}
