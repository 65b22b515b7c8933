package dev.kith.kv;

import dev.kith.core.bytes.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What was recorded from the Python library and both revisions of its fork,
/// `vectors/kademlia-kv.json`.
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

  private static JsonNode read() {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/kademlia-kv.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
