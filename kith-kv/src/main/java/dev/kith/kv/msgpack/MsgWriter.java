package dev.kith.kv.msgpack;

import dev.kith.core.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes MessagePack in its shortest form into an array: the form of the Python library, where
/// floats always take 64 bits, bytes are bin and text is str.
///
/// The array given at the start is used as long as the output fits; a larger one takes its place
/// otherwise. Besides whole values one may write an array or map piece by piece: its header, then
/// its parts. For one thread.
public final class MsgWriter {
  private byte[] out;
  private int size;

  /// A writer into `out` from the byte `from` on.
  public MsgWriter(byte[] out, int from) {
    this.out = out;
    this.size = from;
  }

  /// The shortest form of `value`.
  public static Bytes write(MsgValue value) {
    MsgWriter writer = new MsgWriter(new byte[64], 0);
    writer.value(value);
    return writer.toBytes();
  }

  /// Writes a whole value.
  public MsgWriter value(MsgValue value) {
    switch (value) {
      case MsgValue.Nil _ -> put(0xc0);
      case MsgValue.Bool(boolean truth) -> put(truth ? 0xc3 : 0xc2);
      case MsgValue.Int(long bits, boolean large) -> {
        if (large) {
          head(0xcf, 8, bits);
        } else {
          integer(bits);
        }
      }
      case MsgValue.Float64(double number) -> head(0xcb, 8, Double.doubleToRawLongBits(number));
      case MsgValue.Str(String text) -> str(text);
      case MsgValue.Bin(Bytes bytes) -> bin(bytes);
      case MsgValue.Array array -> {
        array(array.items().size());
        array.items().forEach(this::value);
      }
      case MsgValue.Map map -> {
        map(map.entries().size());
        map.entries().forEach((key, each) -> value(key).value(each));
      }
    }
    return this;
  }

  /// Writes a number.
  public MsgWriter integer(long number) {
    if (number >= 0) {
      if (number < 0x80) {
        put((int) number);
      } else if (number <= 0xff) {
        head(0xcc, 1, number);
      } else if (number <= 0xffff) {
        head(0xcd, 2, number);
      } else if (number <= 0xffff_ffffL) {
        head(0xce, 4, number);
      } else {
        head(0xcf, 8, number);
      }
    } else if (number >= -0x20) {
      put((int) number);
    } else if (number >= Byte.MIN_VALUE) {
      head(0xd0, 1, number);
    } else if (number >= Short.MIN_VALUE) {
      head(0xd1, 2, number);
    } else if (number >= Integer.MIN_VALUE) {
      head(0xd2, 4, number);
    } else {
      head(0xd3, 8, number);
    }
    return this;
  }

  /// Writes text.
  public MsgWriter str(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length < 0x20) {
      put(0xa0 | utf8.length);
    } else {
      sized(0xd9, 0xda, 0xdb, utf8.length);
    }
    reserve(utf8.length);
    System.arraycopy(utf8, 0, out, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /// Writes bytes.
  public MsgWriter bin(Bytes bytes) {
    sized(0xc4, 0xc5, 0xc6, bytes.length());
    return raw(bytes);
  }

  /// Writes what is MessagePack already.
  public MsgWriter raw(Bytes written) {
    reserve(written.length());
    written.copyTo(out, size);
    size += written.length();
    return this;
  }

  /// Begins an array of `count` items.
  public MsgWriter array(int count) {
    counted(0x90, 0xdc, count);
    return this;
  }

  /// Begins a map of `count` keys and values.
  public MsgWriter map(int count) {
    counted(0x80, 0xde, count);
    return this;
  }

  /// Where the next byte will go, counted from the beginning of the array.
  public int size() {
    return size;
  }

  /// What was written, with what stood before it.
  public Bytes toBytes() {
    return Bytes.copyOf(out, 0, size);
  }

  private void sized(int narrow, int middle, int wide, int length) {
    if (length <= 0xff) {
      head(narrow, 1, length);
    } else if (length <= 0xffff) {
      head(middle, 2, length);
    } else {
      head(wide, 4, length);
    }
  }

  private void counted(int fixed, int middle, int count) {
    if (count < 0x10) {
      put(fixed | count);
    } else if (count <= 0xffff) {
      head(middle, 2, count);
    } else {
      head(middle + 1, 4, count);
    }
  }

  private void head(int type, int width, long number) {
    reserve(1 + width);
    out[size++] = (byte) type;
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      out[size++] = (byte) (number >>> shift);
    }
  }

  private void put(int octet) {
    reserve(1);
    out[size++] = (byte) octet;
  }

  private void reserve(int count) {
    if (count > out.length - size) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + count));
    }
  }
}
