package dev.kith.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/// An immutable byte string with value equality, for messages and map keys where `byte[]` would
/// compare by identity.
///
/// A `Bytes` may be a window on a larger array, so that decoding a datagram copies it once and not
/// once a field. Whoever keeps a window for long calls [#compact()], lest a twenty-byte key hold a
/// whole datagram in memory. Order is unsigned and lexicographic, as bencode and Kademlia use it.
/// Safe for use by several threads.
public final class Bytes implements Comparable<Bytes> {
  /// The byte string of length 0.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// A copy of the whole of `source`.
  public static Bytes copyOf(byte[] source) {
    return copyOf(source, 0, source.length);
  }

  /// A copy of `length` bytes of `source` from `offset`.
  ///
  /// @throws IndexOutOfBoundsException if the range is not within `source`
  public static Bytes copyOf(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    return length == 0
        ? EMPTY
        : new Bytes(Arrays.copyOfRange(source, offset, offset + length), 0, length);
  }

  /// The array itself, not copied: the caller hands it over and never changes it again.
  public static Bytes wrap(byte[] owned) {
    return owned.length == 0 ? EMPTY : new Bytes(owned, 0, owned.length);
  }

  /// The UTF-8 form of `text`.
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The bytes written as hexadecimal digits of either case, without a prefix.
  ///
  /// @throws IllegalArgumentException if `hex` has an odd length or a character that is no digit
  public static Bytes hex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /// The number of bytes.
  public int length() {
    return length;
  }

  /// Whether there are no bytes.
  public boolean isEmpty() {
    return length == 0;
  }

  /// The byte at `index`, from 0, as a signed Java byte.
  ///
  /// @throws IndexOutOfBoundsException if `index` is not below [#length()]
  public byte at(int index) {
    return array[offset + Objects.checkIndex(index, length)];
  }

  /// The four bytes from `index` on, as a big-endian word.
  ///
  /// @throws IndexOutOfBoundsException if there are fewer
  public int intAt(int index) {
    return (int) INT.get(array, offset + Objects.checkFromIndexSize(index, Integer.BYTES, length));
  }

  /// A window on `count` bytes from `from`, sharing this string's memory.
  ///
  /// @throws IndexOutOfBoundsException if the range is not within this string
  public Bytes slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
  }

  /// The same bytes holding no more memory than they need; itself when that is so already.
  public Bytes compact() {
    return length == array.length ? this : copyOf(array, offset, length);
  }

  /// These bytes followed by `tail`.
  public Bytes concat(Bytes tail) {
    byte[] joined = new byte[length + tail.length];
    copyTo(joined, 0);
    tail.copyTo(joined, length);
    return wrap(joined);
  }

  /// Copies all bytes into `destination` from `position` on.
  ///
  /// @throws IndexOutOfBoundsException if they do not fit
  public void copyTo(byte[] destination, int position) {
    System.arraycopy(array, offset, destination, position, length);
  }

  /// A new array with the bytes.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /// Feeds the bytes to a digest or MAC without copying them.
  public void updateTo(MessageDigest digest) {
    digest.update(array, offset, length);
  }

  /// Whether `other` has the same bytes, compared in a time that does not depend on where they
  /// differ: for tokens and MACs.
  public boolean equalsInConstantTime(Bytes other) {
    if (length != other.length) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= array[offset + i] ^ other.array[other.offset + i];
    }
    return difference == 0;
  }

  /// Whether the bytes are exactly the ASCII characters of `text`.
  public boolean equalsAscii(String text) {
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (array[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The text these bytes encode, or empty if they are not strict UTF-8.
  public Optional<String> asUtf8() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(array, offset, length))
              .toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /// Lower-case hexadecimal digits, two for each byte.
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Bytes other
        && Arrays.equals(
            array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /// The hexadecimal digits, as [#toHex()].
  @Override
  public String toString() {
    return toHex();
  }
}
