package dev.kith.kv.msgpack;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Gen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Draws MessagePack values, and reads those of the vectors.
public final class Values {
  private static final List<Double> ODD_DOUBLES =
      List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1.0);

  private Values() {}

  /// Any value, a few levels deep.
  public static Gen<MsgValue> any() {
    return random -> value(random, 4);
  }

  /// The value that a node of the vectors describes: `{bytes}`, `{int}`, `{float}`, `{map}` or
  /// plain JSON.
  public static MsgValue of(JsonNode node) {
    if (node.isArray()) {
      return new MsgValue.Array(node.valueStream().map(Values::of).toList());
    }
    if (node.has("bytes")) {
      return new MsgValue.Bin(Bytes.hex(node.get("bytes").asString()));
    }
    if (node.has("int")) {
      return MsgValue.Int.of(new java.math.BigInteger(node.get("int").asString()));
    }
    if (node.has("float")) {
      return new MsgValue.Float64(
          switch (node.get("float").asString()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            case String digits -> Double.parseDouble(digits);
          });
    }
    if (node.has("map")) {
      LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
      node.get("map").valueStream().forEach(pair -> entries.put(of(pair.get(0)), of(pair.get(1))));
      return new MsgValue.Map(entries);
    }
    if (node.isObject()) {
      LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
      node.properties()
          .forEach(each -> entries.put(new MsgValue.Str(each.getKey()), of(each.getValue())));
      return new MsgValue.Map(entries);
    }
    if (node.isBoolean()) {
      return MsgValue.Bool.of(node.asBoolean());
    }
    if (node.isNumber()) {
      return MsgValue.Int.of(node.asLong());
    }
    return node.isNull() ? MsgValue.Nil.NIL : new MsgValue.Str(node.asString());
  }

  private static MsgValue value(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> MsgValue.Nil.NIL;
      case 1 -> MsgValue.Bool.of(random.nextBoolean());
      case 2 -> integer(random);
      case 3 ->
          new MsgValue.Float64(
              random.nextBoolean()
                  ? ODD_DOUBLES.get(random.nextInt(ODD_DOUBLES.size()))
                  : random.nextGaussian());
      case 4 -> new MsgValue.Str(text(random));
      case 5 -> new MsgValue.Bin(Bytes.wrap(Gen.bytes(0, 300).draw(random)));
      case 6 -> {
        List<MsgValue> items = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
          items.add(value(random, depth - 1 - random.nextInt(depth)));
        }
        yield new MsgValue.Array(items);
      }
      default -> {
        LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(18); i > 0; i--) {
          entries.put(value(random, 0), value(random, depth - 1 - random.nextInt(depth)));
        }
        yield new MsgValue.Map(entries);
      }
    };
  }

  private static MsgValue integer(RandomGenerator random) {
    long near = (1L << random.nextInt(64)) + random.nextInt(3) - 1;
    return switch (random.nextInt(4)) {
      case 0 -> MsgValue.Int.of(random.nextInt(300) - 150);
      case 1 -> MsgValue.Int.of(near);
      case 2 -> MsgValue.Int.of(-near);
      default -> MsgValue.Int.ofUnsigned(near);
    };
  }

  private static String text(RandomGenerator random) {
    int[] points = {'a', 'é', '世', 0x1f680, 0, 0xffff, 0x7f, 0x80};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 40); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
