package dev.kith.mainline;

import dev.kith.core.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The published and observed test data of the mainline DHT, `vectors/mainline.json`.
public final class Vectors {
  private static final JsonNode ROOT = read();

  private Vectors() {}

  /// The part at a JSON pointer; it must be there.
  public static JsonNode at(String pointer) {
    JsonNode node = ROOT.at(pointer);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("no vectors at " + pointer);
    }
    return node;
  }

  /// The elements of the array at a JSON pointer.
  public static Stream<JsonNode> each(String pointer) {
    return at(pointer).valueStream();
  }

  /// The bytes that the hexadecimal member `name` of `node` stands for.
  public static Bytes hex(JsonNode node, String name) {
    return Bytes.hex(node.required(name).asString());
  }

  /// The bytes of the text member `name` of `node`, one a character.
  public static Bytes text(JsonNode node, String name) {
    return latin(node.required(name).asString());
  }

  /// The bytes of `text`, one a character.
  public static Bytes latin(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static JsonNode read() {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/mainline.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
