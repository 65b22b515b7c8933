package dev.kith.core.io;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;

/// A codec for messages that are their own bytes. Two are special: what begins with `!` is
/// malformed and what begins with `#` breaks the codec.
final class RawCodec implements Codec<Bytes> {
  @Override
  public Bytes decode(byte[] datagram, int length) throws MalformedException {
    if (length > 0 && datagram[0] == '!') {
      throw new MalformedException("begins with !", 0);
    }
    if (length > 0 && datagram[0] == '#') {
      throw new IllegalStateException("a bug in the codec");
    }
    return Bytes.copyOf(datagram, 0, length);
  }

  @Override
  public int encode(Bytes message, byte[] datagram) {
    message.copyTo(datagram, 0);
    return message.length();
  }
}
