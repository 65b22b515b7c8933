package dev.kith.kv.msgpack;

import dev.kith.core.bytes.Bytes;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A MessagePack value: what a key's value is, and what every message is made of.
///
/// Values are equal when they say the same and are of the same type, however wide they were
/// written: text differs from bytes, and 1, 1.0 and true are three values, although Python takes
/// them for one. Extension types do not occur in this network. Immutable; safe for use by several
/// threads.
public sealed interface MsgValue {
  /// The deepest nesting of arrays and maps. Since it is checked when a value is made, walking one
  /// needs no further check.
  int MAX_DEPTH = 16;

  /// How deep arrays and maps nest: 0 for anything else, 1 for an empty array.
  default int depth() {
    return 0;
  }

  /// Nothing, Python's `None`.
  record Nil() implements MsgValue {
    /// The only one needed.
    public static final Nil NIL = new Nil();

    @Override
    public String toString() {
      return "nil";
    }
  }

  /// True or false.
  record Bool(boolean value) implements MsgValue {
    /// The value true.
    public static final Bool TRUE = new Bool(true);

    /// The value false.
    public static final Bool FALSE = new Bool(false);

    /// The one of both that is `value`.
    public static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /// A whole number from -2^63 to 2^64-1.
  ///
  /// @param bits the number in two's complement, or its 64 unsigned bits if it is `large`
  /// @param large whether the number is above 2^63-1
  record Int(long bits, boolean large) implements MsgValue {
    /// Checks that a large number has its highest bit.
    public Int {
      if (large && bits >= 0) {
        throw new IllegalArgumentException(bits + " is no large number");
      }
    }

    /// The number `value`.
    public static Int of(long value) {
      return new Int(value, false);
    }

    /// The number whose 64 bits, read without a sign, are `bits`.
    public static Int ofUnsigned(long bits) {
      return new Int(bits, bits < 0);
    }

    /// The number `value`.
    ///
    /// @throws IllegalArgumentException if it is not from -2^63 to 2^64-1
    public static Int of(BigInteger value) {
      boolean fits = value.bitLength() <= (value.signum() < 0 ? 63 : 64);
      if (!fits) {
        throw new IllegalArgumentException("a number is -2^63 to 2^64-1, not " + value);
      }
      return value.signum() < 0 ? of(value.longValue()) : ofUnsigned(value.longValue());
    }

    /// Whether the number is from `min` to `max`.
    public boolean isWithin(long min, long max) {
      return !large && bits >= min && bits <= max;
    }

    /// The decimal digits.
    @Override
    public String toString() {
      return large ? Long.toUnsignedString(bits) : Long.toString(bits);
    }
  }

  /// A floating-point number of 64 bits.
  record Float64(double value) implements MsgValue {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /// Text.
  record Str(String text) implements MsgValue {
    /// Checks that the text can be written as UTF-8: half a surrogate pair cannot.
    public Str {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          boolean paired =
              i + 1 < text.length()
                  && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
          if (!paired) {
            throw new IllegalArgumentException("half a character at " + i + " of a text");
          }
          i++;
        }
      }
    }

    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /// Bytes.
  record Bin(Bytes bytes) implements MsgValue {
    @Override
    public String toString() {
      return "0x" + bytes.toHex();
    }
  }

  /// Values in order.
  record Array(List<MsgValue> items) implements MsgValue {
    /// The array without items.
    public static final Array EMPTY = new Array(List.of());

    /// Copies the list and checks how deep it nests.
    public Array {
      items = List.copyOf(items);
      checkedDepth(items);
    }

    /// The array of `items`.
    public static Array of(MsgValue... items) {
      return new Array(List.of(items));
    }

    @Override
    public int depth() {
      return checkedDepth(items);
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /// Values by keys, in the order in which they were written; equality ignores the order.
  record Map(SequencedMap<MsgValue, MsgValue> entries) implements MsgValue {
    /// Copies the map and checks how deep it nests.
    public Map {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
      checkedDepth(entries.sequencedKeySet());
      checkedDepth(entries.sequencedValues());
    }

    /// The map of one entry.
    public static Map of(String name, MsgValue value) {
      LinkedHashMap<MsgValue, MsgValue> entries = new LinkedHashMap<>();
      entries.put(new Str(name), value);
      return new Map(entries);
    }

    /// The value of the text key `name`, `null` if there is none.
    public @Nullable MsgValue find(String name) {
      return entries.get(new Str(name));
    }

    @Override
    public int depth() {
      return Math.max(
          checkedDepth(entries.sequencedKeySet()), checkedDepth(entries.sequencedValues()));
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  private static int checkedDepth(Collection<MsgValue> parts) {
    int deepest = 0;
    for (MsgValue part : parts) {
      deepest = Math.max(deepest, part.depth());
    }
    if (deepest >= MAX_DEPTH) {
      throw new IllegalArgumentException("values nest at most " + MAX_DEPTH + " deep");
    }
    return deepest + 1;
  }
}
