package dev.kith.node.output;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Named values in order: one JSON object, or one line or block for a person. Holds only what JSON
/// can: texts, whole and other numbers, booleans, lists and further fields. Not thread-safe.
public final class Fields {
  private final SequencedMap<String, Object> values = new LinkedHashMap<>();

  /// No fields.
  public static Fields none() {
    return new Fields();
  }

  /// One field.
  public static Fields of(String name, Object value) {
    return new Fields().and(name, value);
  }

  /// Adds a field, or replaces the one of that name. Ids, bytes and endpoints become text.
  public Fields and(String name, Object value) {
    values.put(name, plain(value));
    return this;
  }

  /// Adds a field unless `value` is null.
  public Fields andIfKnown(String name, @Nullable Object value) {
    return value == null ? this : and(name, value);
  }

  /// Adds all fields of `more`.
  public Fields andAll(Fields more) {
    values.putAll(more.values);
    return this;
  }

  /// The fields in order.
  public Map<String, Object> asMap() {
    return values;
  }

  /// The field `name` as text, empty if there is none.
  public String text(String name) {
    Object value = values.get(name);
    return value == null ? "" : value.toString();
  }

  private static Object plain(Object value) {
    return switch (value) {
      case NodeId id -> id.toHex();
      case Bytes bytes -> bytes.toHex();
      case Endpoint endpoint -> endpoint.toString();
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
          copy.add(plain(element));
        }
        yield copy;
      }
      case String text -> text;
      case Number number -> number;
      case Boolean truth -> truth;
      case Fields fields -> fields;
      default ->
          throw new IllegalArgumentException("no JSON form for a " + value.getClass().getName());
    };
  }
}
