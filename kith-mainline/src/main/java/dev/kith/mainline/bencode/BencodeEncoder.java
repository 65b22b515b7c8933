package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;
import java.util.Arrays;

/// Writes the canonical form of bencoded values into an array.
///
/// The array given at the start is used as long as the output fits, so that encoding a message
/// allocates nothing; a larger one takes its place otherwise. Besides whole values one may write
/// containers piece by piece ([#beginDict], [#key], [#end]), keys in ascending order then being the
/// caller's duty. Not for use by several threads.
public final class BencodeEncoder {
  private byte[] out;
  private int size;

  /// An encoder that writes into `out` from 0 on.
  public BencodeEncoder(byte[] out) {
    this.out = out;
  }

  /// The canonical encoding of `value`.
  public static Bytes encode(BValue value) {
    BencodeEncoder encoder = new BencodeEncoder(new byte[128]);
    encoder.value(value);
    return encoder.toBytes();
  }

  /// The number of bytes `value` has in canonical form.
  public static int sizeOf(BValue value) {
    return switch (value) {
      case BInteger(long number) -> 2 + digits(number);
      case BString(Bytes bytes) -> sizeOf(bytes);
      case BList list -> {
        int sum = 2;
        for (int i = 0; i < list.size(); i++) {
          sum += sizeOf(list.at(i));
        }
        yield sum;
      }
      case BDict dict -> {
        int sum = 2;
        for (int i = 0; i < dict.size(); i++) {
          sum += sizeOf(dict.key(i)) + sizeOf(dict.value(i));
        }
        yield sum;
      }
    };
  }

  /// The number of bytes a string has when encoded.
  public static int sizeOf(Bytes string) {
    return digits(string.length()) + 1 + string.length();
  }

  /// The number of bytes written so far.
  public int size() {
    return size;
  }

  /// The array written to: the one given at the start, unless it was too small.
  public byte[] array() {
    return out;
  }

  /// A copy of what was written.
  public Bytes toBytes() {
    return Bytes.copyOf(out, 0, size);
  }

  /// Writes any value. Recurses at most [BValue#MAX_DEPTH] deep.
  public BencodeEncoder value(BValue value) {
    switch (value) {
      case BInteger(long number) -> integer(number);
      case BString(Bytes bytes) -> string(bytes);
      case BList list -> {
        beginList();
        for (int i = 0; i < list.size(); i++) {
          value(list.at(i));
        }
        end();
      }
      case BDict dict -> {
        beginDict();
        for (int i = 0; i < dict.size(); i++) {
          key(dict.key(i)).value(dict.value(i));
        }
        end();
      }
    }
    return this;
  }

  /// Writes an integer.
  public BencodeEncoder integer(long value) {
    int digits = digits(value);
    ensure(digits + 2);
    out[size++] = 'i';
    decimal(value, digits);
    out[size++] = 'e';
    return this;
  }

  /// Writes a string.
  public BencodeEncoder string(Bytes value) {
    int length = value.length();
    int digits = digits(length);
    ensure(digits + 1 + length);
    decimal(length, digits);
    out[size++] = ':';
    value.copyTo(out, size);
    size += length;
    return this;
  }

  /// Writes a key of the dictionary that was begun last; its value follows.
  public BencodeEncoder key(Bytes key) {
    return string(key);
  }

  /// Begins a list, up to the matching [#end].
  public BencodeEncoder beginList() {
    return put('l');
  }

  /// Begins a dictionary, up to the matching [#end]: keys and values in turn.
  public BencodeEncoder beginDict() {
    return put('d');
  }

  /// Ends the list or dictionary that was begun last.
  public BencodeEncoder end() {
    return put('e');
  }

  /// Writes what is already encoded.
  public BencodeEncoder raw(Bytes encoded) {
    ensure(encoded.length());
    encoded.copyTo(out, size);
    size += encoded.length();
    return this;
  }

  private BencodeEncoder put(char letter) {
    ensure(1);
    out[size++] = (byte) letter;
    return this;
  }

  private void decimal(long value, int digits) {
    int at = size + digits;
    // On the negative side, which reaches one further than the positive.
    long rest = value < 0 ? value : -value;
    do {
      out[--at] = (byte) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      out[--at] = '-';
    }
    size += digits;
  }

  /// The number of characters, with the sign.
  private static int digits(long value) {
    int count = value < 0 ? 2 : 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      count++;
    }
    return count;
  }

  private void ensure(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, Math.addExact(size, more)));
    }
  }
}
