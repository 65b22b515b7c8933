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
  private final Origin origin;
  private final byte depth;

  private BList(BValue[] items) {
    this(items, Origin.NONE);
  }

  BList(BValue[] items, Origin origin) {
    this.items = items;
    this.origin = origin;
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
    return origin.isKnown() ? origin.raw() : BencodeEncoder.encode(this);
  }

  @Override
  public boolean isCanonical() {
    return origin.canonical();
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
