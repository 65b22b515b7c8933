package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A bencoded dictionary, its keys in ascending byte order.
///
/// The typed look-ups ([#string], [#integer], [#list], [#dict]) take a key in ASCII and find
/// nothing when the value is of another type: to most readers of a message a wrong type and a
/// missing key are the same complaint. References come back as `null` then, numbers as a default.
/// Dictionaries of messages have a handful of keys, so a look-up walks them.
public final class BDict implements BValue {
  /// The dictionary without keys.
  public static final BDict EMPTY = new BDict(new Bytes[0], new BValue[0]);

  private final Bytes[] keys;
  private final BValue[] values;
  // Where it came from in the received bytes; of no length if it was built.
  private final Bytes input;
  private final char from;
  private final char length;
  private final boolean canonical;
  private final byte depth;

  /// Takes both arrays over. The keys must be strictly ascending.
  BDict(Bytes[] keys, BValue[] values) {
    this(keys, values, Bytes.EMPTY, 0, 0, true);
  }

  /// A dictionary whose encoding is `length` bytes of `input`; `canonical` says whether the keys
  /// were ascending there.
  BDict(Bytes[] keys, BValue[] values, Bytes input, int from, int length, boolean canonical) {
    this.keys = keys;
    this.values = values;
    this.input = input;
    this.from = (char) from;
    this.length = (char) length;
    this.canonical = canonical;
    this.depth = Nesting.around(values);
  }

  /// An empty builder.
  public static BDictBuilder builder() {
    return new BDictBuilder();
  }

  /// The number of keys.
  public int size() {
    return keys.length;
  }

  /// The key at `index` in ascending order, from 0.
  ///
  /// @throws IndexOutOfBoundsException if `index` is not below [#size()]
  public Bytes key(int index) {
    return keys[index];
  }

  /// The value of [#key] `index`.
  ///
  /// @throws IndexOutOfBoundsException if `index` is not below [#size()]
  public BValue value(int index) {
    return values[index];
  }

  /// The value of the ASCII key `name`, or `null`.
  public @Nullable BValue find(String name) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equalsAscii(name)) {
        return values[i];
      }
    }
    return null;
  }

  /// Whether there is a value for the ASCII key `name`.
  public boolean has(String name) {
    return find(name) != null;
  }

  /// The bytes of the string at `name`, or `null` if there is none.
  public @Nullable Bytes string(String name) {
    return find(name) instanceof BString(Bytes bytes) ? bytes : null;
  }

  /// The integer at `name`, if there is one.
  public OptionalLong integer(String name) {
    return find(name) instanceof BInteger(long value)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }

  /// The integer at `name`, or `otherwise` if there is none.
  public long integer(String name, long otherwise) {
    return find(name) instanceof BInteger(long value) ? value : otherwise;
  }

  /// The list at `name`, or `null` if there is none.
  public @Nullable BList list(String name) {
    return find(name) instanceof BList list ? list : null;
  }

  /// The dictionary at `name`, or `null` if there is none.
  public @Nullable BDict dict(String name) {
    return find(name) instanceof BDict dict ? dict : null;
  }

  /// This dictionary with `name` set to `value`, whether or not it was there.
  public BDict with(String name, BValue value) {
    Bytes key = Bytes.utf8(name);
    BDictBuilder builder = without(name).toBuilder();
    return builder.put(key, value).build();
  }

  /// This dictionary without the ASCII key `name`.
  public BDict without(String name) {
    if (!has(name)) {
      return this;
    }
    BDictBuilder builder = new BDictBuilder();
    for (int i = 0; i < keys.length; i++) {
      if (!keys[i].equalsAscii(name)) {
        builder.put(keys[i], values[i]);
      }
    }
    return builder.build();
  }

  /// A builder that already has these keys.
  public BDictBuilder toBuilder() {
    BDictBuilder builder = new BDictBuilder();
    for (int i = 0; i < keys.length; i++) {
      builder.put(keys[i], values[i]);
    }
    return builder;
  }

  @Override
  public Bytes raw() {
    return length > 0 ? input.slice(from, length) : BencodeEncoder.encode(this);
  }

  @Override
  public boolean isCanonical() {
    return canonical;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int tokens() {
    return Nesting.tokens(values) + keys.length + 1;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof BDict other
        && Arrays.equals(keys, other.keys)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(keys), Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keys.length; i++) {
      text.append(i == 0 ? "" : ", ").append(new BString(keys[i])).append(": ").append(values[i]);
    }
    return text.append('}').toString();
  }
}
