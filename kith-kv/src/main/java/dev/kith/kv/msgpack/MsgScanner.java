package dev.kith.kv.msgpack;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;

/// Goes through MessagePack item by item, building nothing: what [MsgReader] builds values from,
/// and what a datagram is explained with.
///
/// After [#next()] the item's kind is known and the accessor for that kind may be called. A count
/// or length is believed only after it was compared with the bytes that are left, so nothing can be
/// allocated on the word of a header. Any width is accepted; extension types are not.
public final class MsgScanner {
  private final Bytes input;
  private int position;

  private int start;
  private int size;
  private int content;
  private long bits;

  /// A scanner of `input` from the byte `from` on.
  public MsgScanner(Bytes input, int from) {
    this.input = input;
    this.position = from;
  }

  /// What an item is.
  public enum Kind {
    /// Nothing.
    NIL,
    /// [#bits] is 0 for false, 1 for true.
    BOOL,
    /// A number in [#bits].
    INT,
    /// A number above 2^63-1: the unsigned [#bits].
    LARGE_INT,
    /// The [#bits] of a double.
    FLOAT,
    /// Text of [#size] bytes.
    STR,
    /// Bytes, [#size] of them.
    BIN,
    /// [#size] items follow.
    ARRAY,
    /// [#size] times a key and a value follow.
    MAP
  }

  /// Reads the next item; of an array or map only its header.
  ///
  /// @throws MalformedException if none begins here, or it is cut short
  public Kind next() throws MalformedException {
    start = position;
    int head = (int) unsigned(1);
    if (head < 0x80) {
      return number(head);
    }
    if (head < 0x90) {
      return map(head & 0x0f);
    }
    if (head < 0xa0) {
      return array(head & 0x0f);
    }
    if (head < 0xc0) {
      return string(Kind.STR, head & 0x1f);
    }
    if (head >= 0xe0) {
      return number((byte) head);
    }
    return switch (head) {
      case 0xc0 -> Kind.NIL;
      case 0xc2, 0xc3 -> {
        bits = head & 1;
        yield Kind.BOOL;
      }
      case 0xc4 -> string(Kind.BIN, unsigned(1));
      case 0xc5 -> string(Kind.BIN, unsigned(2));
      case 0xc6 -> string(Kind.BIN, unsigned(4));
      case 0xca -> {
        bits = Double.doubleToRawLongBits(Float.intBitsToFloat((int) unsigned(4)));
        yield Kind.FLOAT;
      }
      case 0xcb -> {
        bits = unsigned(8);
        yield Kind.FLOAT;
      }
      case 0xcc -> number(unsigned(1));
      case 0xcd -> number(unsigned(2));
      case 0xce -> number(unsigned(4));
      case 0xcf -> {
        bits = unsigned(8);
        yield bits < 0 ? Kind.LARGE_INT : Kind.INT;
      }
      case 0xd0 -> number(signed(1));
      case 0xd1 -> number(signed(2));
      case 0xd2 -> number(signed(4));
      case 0xd3 -> number(signed(8));
      case 0xd9 -> string(Kind.STR, unsigned(1));
      case 0xda -> string(Kind.STR, unsigned(2));
      case 0xdb -> string(Kind.STR, unsigned(4));
      case 0xdc -> array(unsigned(2));
      case 0xdd -> array(unsigned(4));
      case 0xde -> map(unsigned(2));
      case 0xdf -> map(unsigned(4));
      case 0xc1 -> throw new MalformedException("not the beginning of a value", start);
      default -> throw new MalformedException("an extension type", start);
    };
  }

  /// The bits of a bool, an int or a float.
  public long bits() {
    return bits;
  }

  /// The length of a str or bin in bytes, or the count of an array or map.
  public int size() {
    return size;
  }

  /// The content of a str or bin, sharing memory with the input.
  public Bytes content() {
    return input.slice(content, size);
  }

  /// Where the item began, in bytes from the start of the input.
  public int start() {
    return start;
  }

  /// Where what was read ends.
  public int position() {
    return position;
  }

  private Kind number(long value) {
    bits = value;
    return Kind.INT;
  }

  private Kind string(Kind kind, long length) throws MalformedException {
    size = bounded(length, 1);
    content = position;
    position += size;
    return kind;
  }

  private Kind array(long count) throws MalformedException {
    size = bounded(count, 1);
    return Kind.ARRAY;
  }

  private Kind map(long count) throws MalformedException {
    size = bounded(count, 2);
    return Kind.MAP;
  }

  /// A count of things of at least `each` bytes, which must be there.
  private int bounded(long count, int each) throws MalformedException {
    if (count * each > input.length() - position) {
      throw new MalformedException("longer than the input", start);
    }
    return (int) count;
  }

  private long signed(int width) throws MalformedException {
    int unused = 64 - 8 * width;
    return unsigned(width) << unused >> unused;
  }

  private long unsigned(int width) throws MalformedException {
    if (width > input.length() - position) {
      throw new MalformedException("cut short", position);
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | input.at(position++) & 0xff;
    }
    return value;
  }
}
