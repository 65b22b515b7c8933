package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// A bencoded list.
public final class BList implements BValue, Iterable<BValue> {
  /// The list without items.
  public static final BList EMPTY = new BList(new BValue[0]);

  private final BValue[] items;
  // Where it came from in the received bytes; of no length if it was built. No input is longer than
  // 16 bits can say (see Limits), and there may be many lists in one.
  private final Bytes input;
  private final char from;
  private final char length;
  private final boolean canonical;
  private final byte depth;

  private BList(BValue[] items) {
    this(items, Bytes.EMPTY, 0, 0, true);
  }

  /// A list whose encoding is `length` bytes of `input`.
  BList(BValue[] items, Bytes input, int from, int length, boolean canonical) {
    this.items = items;
    this.input = input;
    this.from = (char) from;
    this.length = (char) length;
    this.canonical = canonical;
    this.depth = Nesting.around(items);
  }

  /// The list of the given items.
  ///
  /// @throws IllegalArgumentException if it would nest deeper than [#MAX_DEPTH]
  public static BList of(BValue... items) {
    return new BList(items.clone());
  }

  /// The list of the given items.
  ///
  /// @throws IllegalArgumentException if it would nest deeper than [#MAX_DEPTH]
  public static BList of(List<? extends BValue> items) {
    return new BList(items.toArray(new BValue[0]));
  }

  /// The number of items.
  public int size() {
    return items.length;
  }

  /// The item at `index`, from 0.
  ///
  /// @throws IndexOutOfBoundsException if `index` is not below [#size()]
  public BValue at(int index) {
    return items[index];
  }

  /// The items as an unmodifiable list.
  public List<BValue> items() {
    return List.of(items);
  }

  @Override
  public Iterator<BValue> iterator() {
    return items().iterator();
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
    return Nesting.tokens(items) + 1;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof BList other && Arrays.equals(items, other.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return Arrays.toString(items);
  }
}
