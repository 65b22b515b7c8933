package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import java.util.Arrays;

/// Collects the keys of a [BDict]. Putting them in ascending order is the quick way; any order
/// works. Not for use by several threads.
public final class BDictBuilder {
  private Bytes[] keys = new Bytes[8];
  private BValue[] values = new BValue[8];
  private int size;

  BDictBuilder() {}

  /// Adds `value` under `key`. The key must not be there yet; [#build()] says so if it is.
  public BDictBuilder put(Bytes key, BValue value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    keys[size] = key;
    values[size++] = value;
    return this;
  }

  /// Adds a string under `key`.
  public BDictBuilder put(Bytes key, Bytes value) {
    return put(key, new BString(value));
  }

  /// Adds an integer under `key`.
  public BDictBuilder put(Bytes key, long value) {
    return put(key, new BInteger(value));
  }

  /// Adds `value` under the UTF-8 form of `name`.
  public BDictBuilder put(String name, BValue value) {
    return put(Bytes.utf8(name), value);
  }

  /// Adds a string under the UTF-8 form of `name`.
  public BDictBuilder put(String name, Bytes value) {
    return put(Bytes.utf8(name), value);
  }

  /// Adds an integer under the UTF-8 form of `name`.
  public BDictBuilder put(String name, long value) {
    return put(Bytes.utf8(name), value);
  }

  /// The dictionary of all that was put.
  ///
  /// @throws IllegalArgumentException if a key was put twice, or if the dictionary would nest
  ///   deeper than [BValue#MAX_DEPTH]
  public BDict build() {
    sort();
    return new BDict(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
  }

  private void sort() {
    // By insertion: nothing to do when the keys came in order, and there are few.
    for (int i = 1; i < size; i++) {
      Bytes key = keys[i];
      BValue value = values[i];
      int at = i;
      int order = 1;
      while (at > 0 && (order = keys[at - 1].compareTo(key)) > 0) {
        keys[at] = keys[at - 1];
        values[at] = values[at - 1];
        at--;
      }
      if (order == 0) {
        throw new IllegalArgumentException("the key " + new BString(key) + " was put twice");
      }
      keys[at] = key;
      values[at] = value;
    }
  }
}
